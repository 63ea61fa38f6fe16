strategy{inputs = {price = 'candle(1m)'}}
while true do end
