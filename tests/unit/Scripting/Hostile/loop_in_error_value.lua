strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  error(setmetatable({}, {__tostring = function() while true do end end}))
end
