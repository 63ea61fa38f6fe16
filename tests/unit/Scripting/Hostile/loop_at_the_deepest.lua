strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local m = {}
  m.__index = function(t, k)
    if k < 195 then return t[k + 1] end
    while true do pcall(function() local _ = t[k + 1] while true do end end) end
  end
  while true do pcall(function() return setmetatable({}, m)[1] end) end
end
