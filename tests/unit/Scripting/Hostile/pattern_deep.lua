strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do pcall(string.find, ("a"):rep(16000), ("a?"):rep(8000)) end
end
