strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  table.sort({3, 2, 1}, function() while true do end end)
end
