strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  xpcall(function() while true do end end, function() while true do end end)
end
