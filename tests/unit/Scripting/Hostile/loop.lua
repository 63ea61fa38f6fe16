strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do end
end
