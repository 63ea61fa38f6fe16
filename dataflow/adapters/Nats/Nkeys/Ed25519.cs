using System.Runtime.InteropServices;

namespace Pawl.Nats.Nkeys;

/// <summary>Ed25519, which .NET does not have, of OpenSSL's libcrypto.</summary>
public sealed class Ed25519
{
    public const int SeedBytes = 32;
    public const int PublicBytes = 32;
    public const int SignatureBytes = 64;

    /// <summary>The number that OpenSSL has for it.</summary>
    private const int Kind = 1087;

    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so", "libcrypto.3.dylib", "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];
    private static readonly Lazy<Ed25519?> Found = new(Find);

    private readonly NewPrivateKey newPrivateKey;
    private readonly GetPublicKey getPublicKey;
    private readonly New newContext;
    private readonly SignInit signInit;
    private readonly Sign sign;
    private readonly Free freeContext;
    private readonly Free freeKey;

    private Ed25519(nint library)
    {
        T Find<T>(string name)
            where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
        newPrivateKey = Find<NewPrivateKey>("EVP_PKEY_new_raw_private_key");
        getPublicKey = Find<GetPublicKey>("EVP_PKEY_get_raw_public_key");
        newContext = Find<New>("EVP_MD_CTX_new");
        signInit = Find<SignInit>("EVP_DigestSignInit");
        sign = Find<Sign>("EVP_DigestSign");
        freeContext = Find<Free>("EVP_MD_CTX_free");
        freeKey = Find<Free>("EVP_PKEY_free");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint NewPrivateKey(int kind, nint engine, byte[] seed, nuint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GetPublicKey(nint key, [Out] byte[] bytes, ref nuint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint New();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Sign(nint context, [Out] byte[] signature, ref nuint length, byte[] content, nuint contentLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Free(nint handle);

    /// <summary>The library of this machine.</summary>
    /// <exception cref="FormatException">There is none; the message is one line.</exception>
    public static Ed25519 OfThisMachine() =>
        Found.Value ?? throw new FormatException("OpenSSL's libcrypto, which signs with Ed25519, is not on this machine; install OpenSSL 3 (package libssl3 or openssl), or log in by password, token or certificate");

    /// <summary>The public key of a seed.</summary>
    public byte[] PublicKey(ReadOnlySpan<byte> seed) => With(seed, key =>
    {
        byte[] found = new byte[PublicBytes];
        nuint length = PublicBytes;
        return getPublicKey(key, found, ref length) == 1 && length == PublicBytes ? found : null;
    });

    /// <summary>Signs.</summary>
    public byte[] SignWith(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> content)
    {
        byte[] signed = content.ToArray();
        return With(seed, key =>
        {
            nint context = newContext();
            try
            {
                byte[] signature = new byte[SignatureBytes];
                nuint length = SignatureBytes;
                return signInit(context, 0, 0, 0, key) == 1 && sign(context, signature, ref length, signed, (nuint)signed.Length) == 1 && length == SignatureBytes ? signature : null;
            }
            finally
            {
                freeContext(context);
            }
        });
    }

    private static Ed25519? Find()
    {
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                try
                {
                    return new Ed25519(library);
                }
                catch (EntryPointNotFoundException)
                {
                    // It is older than Ed25519.
                }
            }
        }

        return null;
    }

    private byte[] With(ReadOnlySpan<byte> seed, Func<nint, byte[]?> use)
    {
        byte[] secret = seed.ToArray();
        nint key = newPrivateKey(Kind, 0, secret, SeedBytes);
        Array.Clear(secret);
        try
        {
            return (key == 0 ? null : use(key)) ?? throw new FormatException("OpenSSL's libcrypto on this machine does not sign with Ed25519; install OpenSSL 3, or log in by password, token or certificate");
        }
        finally
        {
            freeKey(key);
        }
    }
}
