namespace Pawl.Host.Configuration.Settings;

/// <summary>How ticks travel in the Redis form.</summary>
public enum RedisTicks
{
    /// <summary>They are published: who is not there misses them.</summary>
    Publish,

    /// <summary>They are also written into streams.</summary>
    Stream,
}
