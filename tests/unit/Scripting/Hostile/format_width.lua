strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return string.format("%99999999d", 1)
end
