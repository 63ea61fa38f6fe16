strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do local s = ("x"):rep(16000) .. "y" end
end
