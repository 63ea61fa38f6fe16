strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local t = {}
  for i = 1, 1e8 do t["k" .. i] = i end
end
