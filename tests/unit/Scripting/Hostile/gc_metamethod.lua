strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  setmetatable({}, {__gc = function() while true do end end})
  while true do local t = {} end
end
