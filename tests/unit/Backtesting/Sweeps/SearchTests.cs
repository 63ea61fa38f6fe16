using Pawl.Backtesting.Sweeps;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

public sealed class SearchTests
{
    private static readonly ParameterSpace Space = new([Parameter.Parse("a.x=0..39"), Parameter.Parse("a.y=0..39"), Parameter.Parse("a.k=p|q|r")]);

    [Fact]
    public void A_grid_tries_every_set_once() => Assert.Equal(Space.Count, Course(new GridSearch(Space)).Distinct().Count());

    [Fact]
    public void Chance_tries_different_sets_down_to_the_last_one()
    {
        ParameterSpace small = new([Parameter.Parse("a.x=0..9"), Parameter.Parse("a.y=0..9")]);
        foreach (int trials in (int[])[1, 50, 100, 5_000])
        {
            List<ParameterPoint> course = Course(new RandomSearch(small, trials, 3), _ => 0);
            Assert.Equal(Math.Min(trials, 100), course.Count);
            Assert.Equal(course.Count, course.Distinct().Count());
        }
    }

    [Fact]
    public void Values_are_drawn_evenly()
    {
        int[] counts = new int[40];
        foreach (ParameterPoint point in Course(new RandomSearch(Space, 2_400, 5))) counts[point.Indices[0]]++;

        // 60 each on average, deviation below √60 since sets do not repeat: six deviations around it.
        Assert.All(counts, c => Assert.InRange(c, 14, 106));
    }

    [Fact]
    public void The_course_is_that_of_the_seed()
    {
        foreach (Func<ulong, ISearch> make in (Func<ulong, ISearch>[])[seed => new RandomSearch(Space, 200, seed), seed => new BayesianSearch(Space, 200, seed)])
        {
            Assert.Equal(Course(make(1)), Course(make(1)));
            Assert.NotEqual(Course(make(1)), Course(make(2)));
        }
    }

    [Fact]
    public void Learning_beats_chance_on_a_hill()
    {
        int better = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            double learned = Course(new BayesianSearch(Space, 120, seed)).Max(Hill);
            double chance = Course(new RandomSearch(Space, 120, seed)).Max(Hill);
            better += learned >= chance ? 1 : 0;
        }

        Assert.InRange(better, 15, 20);
    }

    [Fact]
    public void Learning_ends_when_every_set_was_tried_and_bears_sets_without_a_score()
    {
        ParameterSpace small = new([Parameter.Parse("a.x=0..4"), Parameter.Parse("a.k=p|q")]);
        List<ParameterPoint> course = Course(new BayesianSearch(small, 99, 1), p => p.Indices[0] % 2 == 0 ? double.NaN : 1);
        Assert.Equal(10, course.Distinct().Count());
        Assert.Equal(10, course.Count);
    }

    private static double Hill(ParameterPoint point) =>
        -Math.Pow(point.Indices[0] - 27, 2) - Math.Pow(point.Indices[1] - 8, 2) - (point.Indices[2] == 1 ? 0 : 100);

    private static List<ParameterPoint> Course(ISearch search, Func<ParameterPoint, double>? score = null)
    {
        List<ParameterPoint> course = [];
        while (search.Next() is { Count: > 0 } round)
        {
            course.AddRange(round);
            foreach (ParameterPoint point in round) search.Tell(point, (score ?? Hill)(point));
        }

        return course;
    }
}
