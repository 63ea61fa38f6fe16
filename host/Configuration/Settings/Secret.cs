namespace Pawl.Host.Configuration.Settings;

/// <summary>A value that is never printed: whoever needs it asks for it by name.</summary>
public sealed class Secret(string value)
{
    /// <summary>No secret at all.</summary>
    public static Secret None { get; } = new("");

    public bool IsGiven => value.Length > 0;

    public string Reveal() => value;

    public override string ToString() => "***";
}
