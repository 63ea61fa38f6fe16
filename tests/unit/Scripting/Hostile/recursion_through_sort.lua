strategy{inputs = {price = 'candle(1m)'}}
local function f() table.sort({3, 2, 1}, function(a, b) f() return a < b end) end
function on_watch(ctx)
  f()
end
