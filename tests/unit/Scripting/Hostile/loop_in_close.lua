strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local m = {}
  local t = setmetatable({}, m)
  m.__close = function() while true do end end
  local x <close> = t
end
