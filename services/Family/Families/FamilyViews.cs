using Preau.Contracts.Api;
using Preau.Contracts;
using Preau.Family.Forms;

namespace Preau.Family.Families;

/// <summary>A family file as its own guardians and the agents read it.</summary>
internal static class FamilyViews
{
    /// <param name="you">Guardian of the caller; null for an agent.</param>
    /// <param name="sources">For agents only.</param>
    public static FamilyView ViewOf(FamilyFile family, Guid? you, DateOnly today, string[]? sources = null)
    {
        var guardians = family.Guardians.OrderBy(g => g.LastName).ThenBy(g => g.Id).Select(ViewOf).ToArray();
        return new FamilyView(
            family.Id, family.Number, family.Name, family.Resident,
            family.City is null ? null : new AddressView(family.Street ?? "", family.PostCode ?? "", family.City),
            guardians.FirstOrDefault(g => g.GuardianId == you), guardians,
            [.. family.ByAge().Select(c => ViewOf(c, today))],
            family.Quotients.Where(q => q.IsValidOn(today)).Select(ViewOf).FirstOrDefault(),
            [.. family.Quotients.OrderByDescending(q => q.From).Select(ViewOf)], family.Version, sources, family.CategoryKeys,
            MissingText.Read(family.Missing).Length);
    }

    public static Custody? CustodyOf(HouseholdChild child) =>
        child is { OtherFamilyId: { } other, AnchorMonday: { } monday } ? new Custody(
            other, child.OtherParent ?? "", monday, child.HereUntil,
            child.Here.Length == 0
                ? null
                : [.. child.Here.Split(' ').Select(s => new DaySpan(DateOnly.ParseExact(s[..8], "yyyyMMdd"), DateOnly.ParseExact(s[9..], "yyyyMMdd")))])
            : null;

    private static GuardianView ViewOf(Guardian g) =>
        new(g.Id, g.Civility, g.FirstName, g.LastName, g.Role, g.MaritalStatus, g.Email, g.Mobile, g.EmailConsent, g.SmsConsent);

    private static ChildView ViewOf(HouseholdChild c, DateOnly today) =>
        new(c.ChildId, c.FirstName, c.LastName, c.Gender, c.BirthDate, AgeOn(c.BirthDate, today), c.School, c.Grade, c.PackedLunch, CustodyOf(c));

    private static QuotientView ViewOf(Quotient q) => new(q.Value, q.From, q.Until, q.Source);

    // Someone born on 29 February is a year older on 1 March of a common year.
    internal static int AgeOn(DateOnly birth, DateOnly today) =>
        Math.Max(0, today.Year - birth.Year - ((today.Month, today.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0));
}
