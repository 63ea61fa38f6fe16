namespace Pawl.Tests.Support;

/// <summary>CRC-32C bit by bit, as RFC 3720 describes it; held against its vectors.</summary>
public static class NaiveCrc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
            }
        }

        return ~crc;
    }
}
