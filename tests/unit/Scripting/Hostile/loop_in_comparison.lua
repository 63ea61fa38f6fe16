strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local m = {__lt = function() while true do end end}
  return setmetatable({}, m) < setmetatable({}, m)
end
