strategy{inputs = {price = 'candle(1m)'}}
local function f(...)
  if select("#", ...) < 100000 then return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end
  while true do local n = select("#", ...) end
end
function on_watch(ctx)
  f()
end
