namespace Pawl.Nats.Protocol;

/// <summary>What a server may say.</summary>
internal enum ServerOp
{
    Info,
    Message,
    Ping,
    Pong,
    Ok,
    Error,
}

/// <summary>One thing that the server said. Its bytes are good until the next is read.</summary>
/// <param name="Op">What it is.</param>
/// <param name="Text">Of <see cref="ServerOp.Info"/> its JSON, of <see cref="ServerOp.Error"/> its words, of a message its subject.</param>
/// <param name="Subscription">Of a message the number of the subscription.</param>
/// <param name="Reply">Of a message where an answer is awaited.</param>
/// <param name="Headers">Of a message its headers.</param>
/// <param name="Payload">Of a message its content.</param>
internal readonly record struct ServerFrame(
    ServerOp Op, ReadOnlyMemory<byte> Text, long Subscription, ReadOnlyMemory<byte> Reply, ReadOnlyMemory<byte> Headers, ReadOnlyMemory<byte> Payload);
