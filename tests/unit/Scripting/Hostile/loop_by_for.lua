strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  for i = 1, math.maxinteger do end
end
