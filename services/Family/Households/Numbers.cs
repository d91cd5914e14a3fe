using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Preau.Family.Households;

/// <summary>Numbers of family files: the one after the highest, as wide as it. Inside a write: the unique index settles who was first.</summary>
internal static class Numbers
{
    private const string First = "1000001";

    public static async Task<string> NextAsync(FamilyDb db, CancellationToken ct)
    {
        var highest = await db.Families.OrderByDescending(f => f.Number.Length).ThenByDescending(f => f.Number).Select(f => f.Number).FirstOrDefaultAsync(ct);
        var gone = (await db.NumberMarks.SingleOrDefaultAsync(ct))?.Highest;
        return (highest, gone) switch
        {
            (null, null) => First,
            ({ } there, { } left) => After(IsAbove(left, there) ? left : there),
            var (there, left) => After(there ?? left!),
        };
    }

    /// <summary>The file goes, its number is never given again. In the transaction that removes it.</summary>
    public static async Task RetireAsync(FamilyDb db, string number, CancellationToken ct)
    {
        if (await db.NumberMarks.SingleOrDefaultAsync(ct) is not { } mark)
        {
            db.NumberMarks.Add(new NumberMark { Highest = number });
        }
        else if (IsAbove(number, mark.Highest))
        {
            mark.Highest = number;
        }
    }

    // As the database orders them.
    private static bool IsAbove(string number, string other) =>
        number.Length != other.Length ? number.Length > other.Length : string.CompareOrdinal(number, other) > 0;

    public static string After(string number) => decimal.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? (value + 1).ToString(CultureInfo.InvariantCulture).PadLeft(number.Length, '0') : number + "1";
}
