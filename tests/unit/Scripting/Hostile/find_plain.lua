strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local s, p = ("a"):rep(16000), ("a"):rep(8000) .. "b"
  while true do string.find(s, p, 1, true) end
end
