strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  local f = ("%99d"):rep(4000)
  return string.format(f, table.unpack({1, 2, 3}))
end
