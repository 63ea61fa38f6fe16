using Pawl.Nats.Nkeys;
using Xunit;

namespace Pawl.Tests.Unit.Bus;

/// <summary>Seeds of users, and what is signed with them.</summary>
public sealed class NkeyTests
{
    // A seed and its public key, from the documentation of nats-server on nkeys.
    private const string Seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
    private const string PublicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    /// <summary>RFC 8032, 7.1, tests 1, 2, 3 and SHA(abc): seed, public key, message, signature.</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f", "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void It_signs_as_the_standard_says(string seed, string publicKey, string message, string signature)
    {
        Ed25519 signer = Ed25519.OfThisMachine();
        Assert.Equal(publicKey, Convert.ToHexStringLower(signer.PublicKey(Convert.FromHexString(seed))));
        Assert.Equal(signature, Convert.ToHexStringLower(signer.SignWith(Convert.FromHexString(seed), Convert.FromHexString(message))));
    }

    [Fact]
    public void The_public_key_of_a_seed_is_that_of_the_server()
    {
        NkeySeed seed = NkeySeed.Parse(Seed + "\n");
        Assert.Equal((PublicKey, PublicKey), (seed.PublicKey, seed.ToString()));
        Assert.Equal(86, seed.Sign("nonce").Length);
    }

    /// <summary>Whichever letter is another one, the checksum says so; and no message has the seed in it.</summary>
    [Fact]
    public void A_letter_that_is_another_is_found()
    {
        for (int i = 0; i < Seed.Length; i++)
        {
            char other = Seed[i] == 'A' ? 'B' : 'A';
            FormatException mistake = Assert.Throws<FormatException>(() => NkeySeed.Parse(Seed[..i] + other + Seed[(i + 1)..]));
            Assert.DoesNotContain(Seed[10..20], mistake.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "a seed has 58 letters, and this has 0")]
    [InlineData("SUACSSL3UAHUDXKF", "a seed has 58 letters, and this has 16")]
    [InlineData("suacssl3", "a seed has the letters A to Z and 2 to 7 alone, on one line; here is something else")]
    [InlineData(Seed + "\n" + Seed, "a seed has the letters A to Z and 2 to 7 alone, on one line; here is something else")]
    [InlineData(PublicKey, "a seed has 58 letters, and this has 56")]
    public void What_is_no_seed_is_told_so(string text, string reason) =>
        Assert.Equal(reason, Assert.Throws<FormatException>(() => NkeySeed.Parse(text)).Message);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.EndsWith("nowhere.nk: there is no such file", Assert.Throws<FormatException>(() => NkeySeed.ReadFile("nowhere.nk")).Message, StringComparison.Ordinal);
}
