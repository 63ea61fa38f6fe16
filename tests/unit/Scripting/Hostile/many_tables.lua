strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local t
  while true do t = {t} end
end
