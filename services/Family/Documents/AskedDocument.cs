using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>A document the commune asks for, as its file says.</summary>
/// <param name="Key">Letters, digits and hyphens; "photo" is the child's photograph (F-60).</param>
/// <param name="Per">"child" or "household".</param>
/// <param name="Need">"obligatory" or "optional".</param>
/// <param name="Due">Last day for handing it in.</param>
/// <param name="Validity">"schoolYear" (until 31 August), "months", "asked" (the document bears its end) or "none".</param>
/// <param name="Health">Only agents with the health right open it.</param>
/// <param name="Consequence">What happens without it, in the commune's words.</param>
internal sealed record AskedDocument(
    string Key, string Label, string Per = "child", string Need = "obligatory", string? Help = null, DateOnly? Due = null, string Validity = "none", int? Months = null,
    bool Image = false, bool Health = false, int? FromAge = null, int? ToAge = null, string[]? Schools = null, bool PackedLunchOnly = false, string? Consequence = null)
{
    public const string PhotoKey = "photo";

    public bool IsObligatory => Need == "obligatory";

    public bool PerChild => Per == "child";

    public bool AsksEnd => Validity == "asked";

    /// <summary>What is wrong, or null.</summary>
    public string? FindProblem() =>
        Key is not { Length: >= 2 and <= 40 } || !Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? "key: 2 to 40 small letters, digits or hyphens"
        : Label is not { Length: >= 2 and <= 120 } ? "label: 2 to 120 characters"
        : Per is not ("child" or "household") ? "per: \"child\" or \"household\""
        : Need is not ("obligatory" or "optional") ? "need: \"obligatory\" or \"optional\""
        : Validity is not ("schoolYear" or "months" or "asked" or "none") ? "validity: \"schoolYear\", \"months\", \"asked\" or \"none\""
        : (Validity == "months") != Months is >= 1 and <= 120 ? "months: 1 to 120, with validity \"months\" only"
        : FromAge is < 0 or > 20 || ToAge is < 0 or > 20 ? "fromAge, toAge: 0 to 20" : null;

    public bool IsAskedOf(HouseholdChild child, DateOnly today)
    {
        var age = FamilyViews.AgeOn(child.BirthDate, today);
        return PerChild && (FromAge is null || age >= FromAge) && (ToAge is null || age <= ToAge) && (Schools is null || Schools.Contains(child.School)) && (!PackedLunchOnly || child.PackedLunch);
    }

    /// <summary>Last day of validity of one accepted today; <paramref name="told"/> is what the family or agent said.</summary>
    public DateOnly? EndFrom(DateOnly today, DateOnly? told) => Validity switch
    {
        // From July on, what is handed in is for the coming year.
        "schoolYear" => told ?? new DateOnly(today.Month >= 7 ? today.Year + 1 : today.Year, 8, 31),
        "months" => told ?? today.AddMonths(Months!.Value),
        _ => told,
    };

    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static void Check(AskedDocument[]? asked, string section)
    {
        for (var i = 0; i < asked?.Length; i++)
        {
            if ((asked[i]?.FindProblem() ?? (asked.Take(i).Any(a => a.Key == asked[i].Key) ? "key: twice" : null)) is { } problem)
            {
                throw new TenantFileException($"{section}.documents[{i}].{problem}.");
            }
        }
    }
}
