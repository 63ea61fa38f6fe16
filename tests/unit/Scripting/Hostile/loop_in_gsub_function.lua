strategy{inputs = {price = 'candle(1m)'}}
function on_watch(ctx)
  return (string.gsub("abc", ".", function() while true do end end))
end
