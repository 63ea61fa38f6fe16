strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return tostring(setmetatable({}, {__tostring = function() while true do end end}))
end
