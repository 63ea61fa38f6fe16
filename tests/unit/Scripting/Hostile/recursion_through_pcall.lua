strategy{inputs = {price = 'candle(1m)'}}
local function f() pcall(f) f() end
function on_watch(ctx)
  f()
end
