strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do pcall(function() while true do end end) end
end
