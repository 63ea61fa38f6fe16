strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local t = {}
  for i = 0, 62 do t[1 << i] = 1 end
  table.insert(t, 1, 2)
  while true do table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 2) end
end
