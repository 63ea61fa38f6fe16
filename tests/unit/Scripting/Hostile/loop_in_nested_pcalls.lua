strategy{inputs = {price = 'candle(1m)'}}
local function deep(n)
  while true do pcall(deep, n + 1) end
end
function on_watch(ctx)
  deep(1)
end
