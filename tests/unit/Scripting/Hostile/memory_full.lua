strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do ctx.memory[#ctx.memory + 1] = ("x"):rep(10000) end
end
