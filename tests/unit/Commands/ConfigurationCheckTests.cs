using Pawl.Candles.Sessions;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Commands;

public sealed class ConfigurationCheckTests
{
    [Theory]
    [InlineData("2026-12-31", 2026, "end with 2026")]
    [InlineData("2026-01-01", 2026, "end with 2026")]
    [InlineData("2027-01-01", 2026, "ended with 2026")]
    [InlineData("2026-01-01", 2027, null)]
    [InlineData("2025-12-31", 2026, null)]
    [InlineData("2025-12-31", TradingCalendar.LastYear, null)]
    public void Calendars_that_end_within_a_year(string today, int to, string? saying)
    {
        TradingCalendar calendar = new SessionRules("xyz", "UTC") { CoversTo = to }.ToCalendar();
        Finding? finding = ConfigurationChecks.Calendars([calendar], DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)).SingleOrDefault();
        Assert.Equal(saying is null ? null : $"calendar 'xyz': holidays {saying}", finding?.Text);
        Assert.NotEqual(Health.Problem, finding?.Health);
    }

    [Fact]
    public void Secrets_of_the_environment_are_not_shown()
    {
        Setting<Secret> key = new("broker", "key", SettingTypes.Secret, Secret.None, "A key.");
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["PAWL__BROKER__KEY"] = "hunter2", ["PAWL__OTHER"] = "hunter3", ["HOME"] = "/" };
        Finding[] findings = [.. ConfigurationChecks.Variables([key], environment)];
        Assert.Equal([Health.Problem, Health.Ok], findings.Select(f => f.Health));
        Assert.Equal("PAWL__BROKER__KEY gives a secret", findings[1].Text);
        Assert.DoesNotContain("hunter", string.Concat(findings.Select(f => f.ToString())), StringComparison.Ordinal);
    }
}
