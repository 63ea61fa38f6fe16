strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local s = "x"
  for i = 1, 40 do s = s .. s end
end
