using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Preau.Family.Households;

/// <summary>Numbers of family files: the one after the highest, as wide as it. Inside a write: the unique index settles who was first.</summary>
internal static class Numbers
{
    private const string First = "1000001";

    public static async Task<string> NextAsync(FamilyDb db, CancellationToken ct) =>
        await db.Families.OrderByDescending(f => f.Number.Length).ThenByDescending(f => f.Number).Select(f => f.Number).FirstOrDefaultAsync(ct) is { } highest ? After(highest) : First;

    public static string After(string number) => decimal.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? (value + 1).ToString(CultureInfo.InvariantCulture).PadLeft(number.Length, '0') : number + "1";
}
