strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do string.find(("("):rep(16000), "%b()") end
end
