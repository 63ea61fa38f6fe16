using Pawl.Host.Commands;

namespace Pawl.Host.Services.Redis;

/// <summary><c>pawl monitor redis</c>: what is published, what streams hold, and how far their readers are.</summary>
internal static class RedisMonitor
{
    public static Verb Create() => new("redis", "Look into a system of the Redis form.") { RedisTrafficVerb.Create(), RedisStreamsVerb.Create() };
}
