strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return #setmetatable({}, {__len = function() while true do end end})
end
