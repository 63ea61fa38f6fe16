strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  repeat until false
end
