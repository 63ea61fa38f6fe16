strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  for _ in function() return 1 end do end
end
