strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  setmetatable({}, {__call = function() while true do end end})()
end
