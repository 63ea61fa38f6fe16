strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local s = ("a"):rep(1000)
  while true do s = string.gsub(s, "a", "%0%0%0%0") end
end
