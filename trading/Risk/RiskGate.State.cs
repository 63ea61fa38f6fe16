namespace Pawl.Trading;

// Saved and restored as it is: a stop, a loss of the day and a throttle outlive the process.
public sealed partial class RiskGate
{
    internal void Save(StateWriter to)
    {
        to.Put(_global);
        to.Put(_account);
        to.PutAll<Stops>(_strategies);
        to.PutAll<Stops>(_symbols);
        to.PutAll<long>(_unknownOrders);
        to.PutAll<long>(_differs);
        to.PutAll<SentOrder>(_sent);
        to.Put(_nextSent);
        to.Put(_rejects);
        to.Put(_day);
        to.Put(_stoppedDay);
        to.Put(_dayStart);
        to.Put(_lastEquity);
        to.Put(_peak);
        to.Put(_started ? 1L : 0);
        _accountMessages.Save(to);
        foreach (Throttle one in _strategyMessages) one.Save(to);
        foreach (Throttle? one in _entries)
        {
            to.Put(one is null ? 0L : 1);
            one?.Save(to);
        }
    }

    internal void Load(ref StateReader from)
    {
        _global = from.Take<Stops>();
        _account = from.Take<Stops>();
        int strategies = from.FillRows<Stops>(_strategies, 1) - 1;
        from.Fill<Stops>(_symbols);
        from.Fill<long>(_unknownOrders);
        from.Fill<long>(_differs);
        from.Fill<SentOrder>(_sent);
        _nextSent = from.TakeCount(_sent.Length - 1);
        _rejects = from.Take<long>();
        _day = from.Take<long>();
        _stoppedDay = from.Take<long>();
        _dayStart = from.TakeLong128();
        _lastEquity = from.TakeLong128();
        _peak = from.TakeLong128();
        _started = from.Take<long>() != 0;
        _accountMessages.Load(ref from);
        for (int i = 0; i < strategies; i++) _strategyMessages[i].Load(ref from);
        _strategyMessages[^1].Load(ref from);
        Array.Clear(_entries);
        for (int i = 0; i < strategies * _symbols.Length; i++)
        {
            if (from.Take<long>() == 0) continue;
            Throttle entries = NewEntries();
            entries.Load(ref from);
            _entries[i] = entries;
        }
    }
}
