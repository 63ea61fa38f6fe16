strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local t = setmetatable({}, {__index = function() while true do end end})
  return t.x
end
