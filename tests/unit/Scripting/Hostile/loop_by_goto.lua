strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  ::again:: goto again
end
