strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  coroutine.wrap(function() while true do end end)()
end
