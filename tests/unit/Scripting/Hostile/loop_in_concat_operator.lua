strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return setmetatable({}, {__concat = function() while true do end end}) .. "x"
end
