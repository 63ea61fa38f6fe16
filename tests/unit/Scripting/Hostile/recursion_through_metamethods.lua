strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local t = setmetatable({}, {})
  getmetatable(t).__index = function(_, k) return t[k .. "x"] end
  return t.x
end
