strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local digits = ("1"):rep(16000)
  while true do tonumber(digits) pcall(math.abs, digits) end
end
