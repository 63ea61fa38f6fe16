strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return string.find(("a"):rep(16000), ("a*"):rep(40) .. "b")
end
