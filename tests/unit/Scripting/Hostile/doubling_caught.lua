strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  while true do
    pcall(function() local s = "x" while true do s = s .. s end end)
  end
end
