strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return ("x"):rep(1e9)
end
