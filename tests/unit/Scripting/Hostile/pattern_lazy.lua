strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return string.match(("a"):rep(16000), (".-"):rep(40) .. "b")
end
