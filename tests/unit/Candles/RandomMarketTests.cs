using Pawl.Candles.Sessions;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Every kind of bar under every combination of settings, over random streams.</summary>
public sealed class RandomMarketTests
{
    private const int Streams = 400;
    private const int FewStreams = 150;

    [Fact]
    public void Candles_are_those_of_the_naive_reference()
    {
        for (int seed = 0; seed < Streams; seed++) CandleComparison.Random(seed).Check($"seed {seed}");
    }

    /// <summary>The streams hold what they are meant to hold, often.</summary>
    [Fact]
    public void The_streams_are_wild()
    {
        long[] seen = new long[12];
        for (int seed = 0; seed < Streams; seed++)
        {
            CandleComparison random = CandleComparison.Random(seed);
            NaiveCandles naive = new(random.Market, random.Frames);
            foreach (NaiveEvent e in random.Events) naive.Process(e);
            long[] counted =
            [
                naive.Late, naive.Zero, naive.Duplicates, naive.Holes, naive.Outside,
                naive.Closed.Count(b => b.Flags.HasFlag(CandleFlags.Truncated)),
                naive.Closed.Count(b => b.Flags.HasFlag(CandleFlags.Incomplete)),
                naive.Closed.Count(b => b.Flags.HasFlag(CandleFlags.Synthetic)),
                naive.Closed.Count(b => b.Frame[^1] == 'v' && b.Trades == 0),
                naive.Closed.Count(b => b.Frame[^1] is 'd' or 'w'),
                naive.Closed.Count(b => b.Trades < 0),
                naive.Closed.Count,
            ];
            seen = [.. seen.Zip(counted, (a, b) => a + b)];
        }

        Assert.All(seen, count => Assert.True(count > Streams / 2, string.Join(' ', seen)));
    }

    public static TheoryData<string> Exchanges => ["us_equity", "cme_equity", "forex", "lse", "nse"];

    /// <summary>Years with holidays and changes of the clocks; the driver follows the calendar of the rules, the reference a list of the machine's time zones.</summary>
    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Exchanges_with_holidays_are_those_of_the_naive_reference(string exchange)
    {
        (List<NaiveSession> sessions, SessionRules rules) = exchange switch
        {
            "us_equity" => (NaiveHours.NewYork(2025, 2027, "2025-12-25", "2026-12-25"), Markets.UsEquity with { HalfDays = [], Holidays = [Markets.UsEquity.Holidays[1]] }),
            "cme_equity" => (NaiveHours.Chicago(2025, 2027, "2025-12-25", "2026-12-25"), Markets.Es with { HalfDays = [] }),
            "forex" => (NaiveHours.Forex(2025, 2027), Markets.Forex),
            "lse" => (NaiveHours.London(2025, 2027), Markets.London),
            _ => (NaiveHours.Nse(2025, 2027), Markets.Nse),
        };
        TradingCalendar calendar = rules.ToCalendar();
        for (int seed = 0; seed < 40; seed++)
        {
            CandleComparison random = CandleComparison.Random(seed);
            NaiveMarket market = random.Market with { Calendar = sessions };
            List<NaiveEvent> events = RandomMarkets.Events(new Random(seed), market, 100);
            (random with { Market = market, Events = events, Calendar = calendar }).Check($"seed {seed}");
        }
    }

    [Fact]
    public void Other_frames_beside_it_change_no_candle_of_a_frame()
    {
        for (int seed = 0; seed < FewStreams; seed++)
        {
            CandleComparison all = CandleComparison.Random(seed);
            Random random = new(seed);
            string[] others = RandomMarkets.Frames(random, all.Market);
            string frame = all.Frames[random.Next(all.Frames.Length)];
            Assert.Equal(Bars(all, [frame]), Bars(all, all.Frames).Where(b => b.Frame == frame));
            Assert.Equal(Bars(all, [frame]), Bars(all, [.. others.Append(frame).Distinct(StringComparer.Ordinal)]).Where(b => b.Frame == frame));
        }

        static List<NaiveBar> Bars(CandleComparison comparison, string[] frames) => (comparison with { Frames = frames }).NewRun().Candles(comparison.Input());
    }

    [Fact]
    public void Batches_and_restarts_change_nothing()
    {
        for (int seed = 0; seed < Streams; seed++)
        {
            CandleComparison random = CandleComparison.Random(seed);
            InputEvent[] input = random.Input();
            Runs whole = random.NewRun(), pieces = random.NewRun();
            string said = whole.Process(input), inPieces = "";
            foreach (InputEvent[] piece in input.Chunk(1 + (seed % 17)))
            {
                inPieces += pieces.Process(piece);
                pieces = pieces.SaveAndLoad();
            }

            Assert.True(said == inPieces && whole.Log.Block.SequenceEqual(pieces.Log.Block), $"seed {seed}");
        }
    }

    /// <summary>What a preview says where gaps are flat is what it says where they are skipped.</summary>
    [Fact]
    public void Previews_fill_no_gap()
    {
        int previews = 0;
        for (int seed = 0; seed < FewStreams; seed++)
        {
            CandleComparison random = CandleComparison.Random(seed);
            Runs flat = (random with { Market = random.Market with { Gaps = GapPolicy.Flat } }).NewRun();
            Runs skip = (random with { Market = random.Market with { Gaps = GapPolicy.Skip } }).NewRun();
            EngineLog scratch = flat.Log.CreateScratch();
            foreach (InputEvent e in random.Input())
            {
                flat.Process([e]);
                skip.Process([e]);
                byte[] before = flat.Log.Block.ToArray();
                foreach (TimeFrame frame in random.Frames.Select(TimeFrame.Parse).Where(f => f.Unit is >= TimeUnit.Second and <= TimeUnit.Week))
                {
                    if (!flat.Driver.Preview(flat.Log, scratch, 0, frame, out Timestamp end)) continue;
                    previews++;
                    Assert.Equal(skip.Fork().Process([Runs.Clock(end)]), Runs.Lines(scratch));
                }

                Assert.True(flat.Log.Block.SequenceEqual(before), $"seed {seed}");
            }
        }

        Assert.True(previews > 1_000, $"{previews} previews");
    }
}
