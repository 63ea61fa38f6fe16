strategy{inputs = {price = 'candle(1m)'}}
local function again() return again() end
function on_watch(ctx)
  local function spin() return spin() end
  return spin()
end
