namespace Pawl.Host.Configuration.Settings;

/// <summary>Over which server the roles of a system speak.</summary>
public enum ServiceProfile
{
    Nats,
    Redis,
}
