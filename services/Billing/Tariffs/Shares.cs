namespace Preau.Billing.Tariffs;

/// <summary>Whole cents shared out without losing one.</summary>
internal static class Shares
{
    /// <summary>Equal parts; the cents left over go one each to the first ones.</summary>
    public static long[] Equal(long cents, int parts)
    {
        var (each, rest) = Math.DivRem(cents, parts);
        return [.. Enumerable.Range(0, parts).Select(i => each + (i < Math.Abs(rest) ? Math.Sign(rest) : 0))];
    }
}
