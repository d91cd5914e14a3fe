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

    /// <summary>Whole cents that add up to <paramref name="part"/>, in proportion to the weights; none goes past its weight.</summary>
    /// <param name="weights">Their sum is positive and at least <paramref name="part"/>.</param>
    public static long[] InProportion(IReadOnlyList<long> weights, long part)
    {
        var sum = weights.Sum();
        if (sum <= 0)
        {
            return new long[weights.Count];
        }

        var shares = new long[weights.Count];
        var rests = new long[weights.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            var exact = (Int128)part * weights[i];
            var (whole, rest) = Int128.DivRem(exact, sum);
            if (rest < 0)
            {
                (whole, rest) = (whole - 1, rest + sum);
            }

            (shares[i], rests[i]) = ((long)whole, (long)rest);
        }

        var left = part - shares.Sum();
        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => rests[i]).ThenBy(i => i).Take((int)left))
        {
            shares[i]++;
        }

        return shares;
    }
}
