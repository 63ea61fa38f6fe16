using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary>How a role of the Redis form lives with a server that is away, loads its files, or is full.</summary>
internal static class RedisPatience
{
    /// <summary>Does something until it is done; a server that is away, starting or full is asked again.</summary>
    /// <exception cref="RedisRefusedException">The server refuses this user.</exception>
    public static Task PersistAsync(Action<string> notes, Func<Task> action, CancellationToken stop) => Patience.PersistAsync(
        notes,
        async () =>
        {
            try
            {
                await action();
            }
            catch (RedisErrorException refused) when (refused.IsRefusal)
            {
                throw new RedisRefusedException(refused.Message, refused);
            }
        },
        e => e is RedisException and not RedisRefusedException,
        stop);
}
