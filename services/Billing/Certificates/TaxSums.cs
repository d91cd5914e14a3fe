namespace Preau.Billing.Certificates;

/// <summary>Money put on a line.</summary>
/// <param name="Line">Which one.</param>
/// <param name="LineCents">What the line costs.</param>
/// <param name="CareCents">The part of it that counts.</param>
internal sealed record PaidPart((Guid, int) Line, Guid Child, long LineCents, long CareCents, DateOnly Date, long Cents, bool IsCesu, string Label);

/// <summary>
/// CGI 200 quater B: what was paid in the year for the care of children born in (year − 6) or after, food, penalties and fees apart. Parts of a line paid
/// at several times are rounded together, so they add up to its care part. CESU pay care alone: all of them counts, other money for the rest. Pure.
/// </summary>
internal static class TaxSums
{
    public static bool Counts(DateOnly birth, int year) => birth.Year >= year - 6;

    /// <returns>Cents by child and label, and of which CESU.</returns>
    public static List<(Guid Child, string Label, long Cents, long Cesu)> Of(IEnumerable<PaidPart> parts, int year)
    {
        var counted = new List<(Guid Child, string Label, long Cents, bool IsCesu)>();
        foreach (var line in parts.GroupBy(p => p.Line))
        {
            var (cesu, paid) = (0L, 0L);
            foreach (var part in line.OrderBy(p => p.Date.Year).ThenBy(p => !p.IsCesu).ThenBy(p => p.Date))
            {
                var before = Care(part, cesu, paid);
                (cesu, paid) = part.IsCesu ? (cesu + part.Cents, paid) : (cesu, paid + part.Cents);
                var after = Care(part, cesu, paid);
                if (part.Date.Year == year)
                {
                    counted.Add((part.Child, part.Label, after - before, part.IsCesu));
                }
            }
        }

        return [.. counted.GroupBy(c => (c.Child, c.Label)).Select(g =>
            (g.Key.Child, g.Key.Label, g.Sum(c => c.Cents), g.Where(c => c.IsCesu).Sum(c => c.Cents))).Where(s => s.Item3 != 0)];
    }

    // What vouchers paid counts up to the care part; other money in proportion to what they left of it.
    private static long Care(PaidPart part, long cesu, long paid)
    {
        (cesu, paid) = part.CareCents > 0 ? (cesu, paid) : (0, cesu + paid);
        var own = Math.Clamp(cesu, 0, Math.Max(0, part.CareCents));
        return own + (part.LineCents == cesu ? 0
            : (long)decimal.Round((decimal)paid * (part.CareCents - own) / (part.LineCents - cesu), 0, MidpointRounding.AwayFromZero));
    }
}
