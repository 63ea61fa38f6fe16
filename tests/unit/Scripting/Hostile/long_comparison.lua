strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local a, b = ("a"):rep(16000) .. "b", ("a"):rep(16000) .. "c"
  while true do local _ = a < b, a == b end
end
