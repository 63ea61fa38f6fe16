strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return table.unpack({}, math.mininteger, math.maxinteger)
end
