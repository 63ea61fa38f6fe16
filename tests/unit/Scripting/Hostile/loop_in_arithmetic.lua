strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return setmetatable({}, {__add = function() while true do end end}) + 1
end
