strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local s = string.rep("", 1e18)
  while true do s = s .. string.rep("", 1e18) end
end
