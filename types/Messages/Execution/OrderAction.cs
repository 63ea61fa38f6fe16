namespace Pawl.Types;

/// <summary>What is asked of a broker.</summary>
public enum OrderAction : long
{
    Place,
    Replace,
    Cancel,
}
