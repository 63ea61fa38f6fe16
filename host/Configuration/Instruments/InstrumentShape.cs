using System.Collections.Immutable;
using System.Globalization;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>
/// An instrument, or a class of them: what the map says, over what a basis says. Calendars and classes that have mistakes
/// of their own are known by name with the value null, so that those who refer to them add none.
/// </summary>
internal sealed partial class InstrumentShape(
    Mistakes mistakes, IReadOnlyDictionary<string, TradingCalendar?> calendars, IReadOnlyDictionary<string, Instrument?> classes)
{
    private const string Name = "a name";

    private readonly Expect _expect = new(mistakes);

    public Instrument Class(string name, ConfigMapping map) =>
        Read(Instrument.Default, new Section(mistakes, map, $"class {Shown.Of(name)}: ", InstrumentKeys.Class));

    public Instrument Read(string id, ConfigMapping map)
    {
        var section = new Section(mistakes, map, $"instrument {Shown.Of(id)}: ", InstrumentKeys.Instrument);
        var basis = section.Text("class", "the name of one of 'classes'") is { } name ? Named(section, "class", name, classes, "'classes'") : null;
        var read = Read(OfClass(id, basis ?? Instrument.Default), section);
        read = read with
        {
            Token = section.Text("token", Name) ?? read.Token,
            Venues = Venues(section),
            Expiry = section.Day("expiry"),
        };
        return read with { Continuous = Continuous(section, read.Calendar), Adjustments = Adjustments(section, read.Calendar) };
    }

    /// <summary>An instrument of which nothing is known but its class.</summary>
    public static Instrument OfClass(string id, Instrument basis)
    {
        var named = Instrument.Named(id);
        return basis with { Id = id, Token = named.Token, Exchange = named.Exchange.Length > 0 ? named.Exchange : basis.Exchange };
    }

    private Instrument Read(Instrument basis, Section section)
    {
        var (from, frames) = Candles(section, basis);
        var read = basis with
        {
            Exchange = section.Text("exchange", Name) ?? basis.Exchange,
            TickSize = section.Positive("tick_size", "0.25") is { } tick ? new Price(tick) : basis.TickSize,
            LotSize = section.Positive("lot_size", "1") is { } lot ? new Quantity(lot) : basis.LotSize,
            Multiplier = section.Positive("multiplier", "50") is { } multiplier ? new Quantity(multiplier) : basis.Multiplier,
            Currency = section.Text("currency", "a currency such as USD") ?? basis.Currency,
            MinorUnit = section.Positive("minor_unit", "0.01") is { } unit ? new Price(unit) : basis.MinorUnit,
            Calendar = Calendar(section) ?? basis.Calendar,
            Hours = section.Choice("hours", InstrumentKeys.Hours) ?? basis.Hours,
            Align = section.Choice("align", InstrumentKeys.Alignments) ?? basis.Align,
            Gaps = section.Choice("gaps", InstrumentKeys.Gaps) ?? basis.Gaps,
            CandlesFrom = from,
            CandleFrames = frames,
            Aggressor = section.Choice("aggressor", InstrumentKeys.Aggressors) ?? basis.Aggressor,
            Lateness = section.Value("lateness", "a time up to 60s such as 500ms or 2s", Lateness) ?? basis.Lateness,
        };
        if (read.MinorUnit > Price.Zero && read.TickSize.Raw % read.MinorUnit.Raw != 0)
            section.Report(section.Has("tick_size") ? "tick_size" : "minor_unit", $"does not fit: the tick {read.TickSize} is not a multiple of the minor unit {read.MinorUnit}; make the minor unit finer");
        return read;
    }

    private TradingCalendar? Calendar(Section section)
    {
        if (section.Text("calendar", "the name of one of 'calendars'") is not { } name)
            return null;
        return name == TradingCalendar.AlwaysOpen.Name ? TradingCalendar.AlwaysOpen : Named(section, "calendar", name, calendars, "'calendars'");
    }

    private static T? Named<T>(Section section, string key, string name, IReadOnlyDictionary<string, T?> among, string where)
        where T : class
    {
        if (among.TryGetValue(name, out var found))
            return found;
        var nearest = Nearest.Of(Shown.Plain(name, 64), among.Keys);
        section.Report(key, $"names none of {where}, {Shown.Of(name)}; " + (nearest is null ? "add it there" : $"did you mean '{nearest}'?"));
        return null;
    }

    private ImmutableSortedDictionary<string, string> Venues(Section section)
    {
        var venues = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in section.Map("venues", "a map from venues to names such as {binance: BTCUSDT}")?.Entries ?? [])
        {
            if (!Identifier.IsValid(key.Text))
                mistakes.Add(key.Place, $"{section.Who}venues: {Shown.Of(key.Text)} is not the name of a venue; {Identifier.Rule}");
            else if (_expect.Text(value, $"{section.Who}venues: {Shown.Of(key.Text)}", Name) is { } name)
                venues[key.Text] = name;
        }
        return venues.ToImmutable();
    }

    /// <summary>The list of frames alone means trades.</summary>
    private (CandleSource From, ImmutableArray<TimeFrame> Frames) Candles(Section section, Instrument basis)
    {
        const string Expected = "a list such as [1m, 5m] or a map such as {from: mid}";
        switch (section.Find("candles"))
        {
            case null:
                return (basis.CandlesFrom, basis.CandleFrames);
            case ConfigSequence:
                return (CandleSource.Trade, Frames(section, "candles"));
            default:
                var candles = section.Inner("candles", Expected, InstrumentKeys.Candles);
                return (candles?.Choice("from", InstrumentKeys.Sources) ?? CandleSource.Trade, candles is null ? [] : Frames(candles, "frames"));
        }
    }

    private ImmutableArray<TimeFrame> Frames(Section section, string key)
    {
        const string Expected = "a time frame such as 5m";
        var frames = new SortedSet<TimeFrame>();
        foreach (var item in section.Items(key, "a list such as [1m, 5m]", 100))
        {
            if (_expect.Text(item, $"{section.Who}an entry of '{key}'", Expected) is not { } text)
                continue;
            if (TimeFrame.TryParse(text, out var frame) && !frame.IsNone)
                frames.Add(frame);
            else
                _expect.Report(item, $"{section.Who}an entry of '{key}'", Expected);
        }
        return [.. frames];
    }

    /// <summary>Reads a lateness; null where the text is none.</summary>
    public static TimeSpan? Lateness(string text)
    {
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? 1 : text.EndsWith('s') ? 1_000 : 0;
        var digits = text.AsSpan(0, Math.Max(0, text.Length - (unit == 1 ? 2 : 1)));
        return unit > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 60_000 / unit
            ? TimeSpan.FromMilliseconds(count * unit)
            : null;
    }
}
