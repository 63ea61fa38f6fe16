strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local t = setmetatable({}, {__newindex = function() while true do end end})
  t.x = 1
end
