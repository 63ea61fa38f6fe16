using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What an account holds.</summary>
[Message("account_update", 1, "What an account holds.", Group = MessageGroup.Execution, Table = "positions")]
[StructLayout(LayoutKind.Sequential)]
public struct AccountUpdate
{
    [Field("the account")]
    public Text64 Account;

    [Field("its currency")]
    public Text64 Currency;

    [Field("cash")]
    public QuantitySum Cash;

    [Field("cash and the value of all positions")]
    public QuantitySum Equity;

    [Field("margin that positions and orders take")]
    public QuantitySum MarginUsed;

    [Field("what new positions may take")]
    public QuantitySum BuyingPower;

    [Field("what a reader should know")]
    public AccountFlags Flags;
}
