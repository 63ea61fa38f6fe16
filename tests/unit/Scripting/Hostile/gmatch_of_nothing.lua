strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do for _ in string.gmatch(("x"):rep(9000), "()") do end end
end
