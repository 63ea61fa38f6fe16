strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  xpcall(error, function() while true do end end)
end
