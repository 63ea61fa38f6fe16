strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return string.rep("x", 1e9)
end
