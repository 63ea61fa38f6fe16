strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  for i, v in ipairs(setmetatable({}, {__index = function(_, i) return i end})) do end
end
