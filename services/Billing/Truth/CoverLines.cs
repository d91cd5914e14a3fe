using System.Globalization;
using Preau.Billing.Cells;
using Preau.Billing.Coverages;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Truth;

/// <summary>A month's lines as agreements see them.</summary>
internal static class CoverLines
{
    /// <param name="byChild">
    /// What a household's cap takes off is laid on the children, in proportion to what it summed of
    /// each: who pays for one child pays of that child's price after the cap.
    /// </param>
    /// <returns>Each with the place of its line; a household's cap may have several.</returns>
    public static List<(int Line, CoverLine Part)> Of(List<Wanted> lines, BillingRules rules, bool byChild)
    {
        var parts = new List<(int, CoverLine)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var whole = new CoverLine(lines[i].Child, lines[i].Date, TariffOf(lines[i], rules), lines[i].Cents);
            if (byChild && Summed(lines[i], lines, rules) is { Count: > 0 } summed && summed.Sum(s => s.Cents) >= -whole.Cents)
            {
                var off = Shares.InProportion(summed.ConvertAll(s => s.Cents), -whole.Cents);
                parts.AddRange(summed.Select((s, n) => (i, whole with { Child = s.Child, Cents = -off[n] })));
            }
            else
            {
                parts.Add((i, whole));
            }
        }

        return parts;
    }

    // By child, what a cap of the household summed; empty for any other line.
    private static List<(Guid Child, long Cents)> Summed(Wanted cap, List<Wanted> lines, BillingRules rules) =>
        cap.Kind != PriceKind.Month || cap.Cents >= 0 || cap.Child != Guid.Empty ? []
        : [.. lines.Where(w => w.Kind == PriceKind.Day && IsUnder(cap, w, rules)).GroupBy(w => w.Child).OrderBy(g => g.Key)
            .Select(g => (g.Key, g.Sum(w => w.Cents)))];

    // "cap:alsh:2026-12-01": the day of a cap of a day, else the first of the tariff's version.
    private static bool IsUnder(Wanted cap, Wanted day, BillingRules rules) => rules.TariffOf(day.Unit) is { } tariff && tariff.Key == TariffOf(cap, rules)
        && tariff.On(day.Date) is { Cap: { } rule } version
        && cap.Unit.EndsWith((rule.Within == FeePeriod.Day ? day.Date : version.From).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            StringComparison.Ordinal);

    // A day names its unit; what a month charges names its tariff: "month:alsh", "cap:alsh:2026-12-01".
    private static string TariffOf(Wanted line, BillingRules rules) =>
        line.Kind == PriceKind.Day ? rules.TariffOf(line.Unit)?.Key ?? "" : line.Unit.Split(':') is [_, var key, ..] ? key : "";
}
