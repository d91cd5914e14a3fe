using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;

namespace Preau.Family.SharedCustody;

/// <summary>A plan with its exceptions as a calendar, and what each household's row keeps of it for the event.</summary>
internal static class CustodyFacts
{
    private const int Back = 400;
    private const int Ahead = 760;
    private const int Shown = 56;

    public static async Task<(CustodyPlan Plan, List<CustodyException> Exceptions, CustodyCalendar Calendar)?> LoadAsync(
        FamilyDb db, Guid child, FamilyRules rules, CancellationToken ct)
    {
        if (await db.CustodyPlans.SingleOrDefaultAsync(p => p.ChildId == child, ct) is not { } plan)
        {
            return null;
        }

        var exceptions = await db.CustodyExceptions.Where(e => e.ChildId == child).OrderBy(e => e.From).ToListAsync(ct);
        var all = exceptions.Union(db.CustodyExceptions.Local.Where(e => e.ChildId == child)).ToList();
        return (plan, all, new CustodyCalendar(plan, all, Holidays.Of(rules.HolidayZone)));
    }

    /// <summary>Inside a write: both rows get their anchor and their dated days.</summary>
    public static void Write(FamilyFile file, FamilyFile other, Guid child, CustodyCalendar calendar, DateOnly today)
    {
        foreach (var (home, away) in new[] { (file, other), (other, file) })
        {
            var row = home.Children.First(c => c.ChildId == child);
            (row.OtherFamilyId, row.AnchorMonday) = (away.Id, calendar.AnchorOf(home.Id, today));
            row.OtherParent = away.Guardians.Where(g => !g.LivesElsewhere).OrderBy(g => g.Id).FirstOrDefault()?.FirstName ?? row.OtherParent ?? "";
            row.HereUntil = today.AddDays(Ahead);
            row.Here = string.Join(' ',
                calendar.SpansOf(home.Id, today.AddDays(-Back), today.AddDays(Ahead)).Select(s => $"{s.From:yyyyMMdd}-{s.Until:yyyyMMdd}"));
        }
    }

    public static CustodyView ViewOf(
        FamilyFile file, HouseholdChild child, CustodyPlan plan, List<CustodyException> exceptions, CustodyCalendar calendar, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var own = plan.Home == file.Id;
        return new CustodyView(
            child.ChildId, child.FirstName, child.OtherParent ?? "", plan.From,
            own ? plan.Weeks : plan.Weeks switch { CustodyWeeks.Odd => CustodyWeeks.Even, CustodyWeeks.Even => CustodyWeeks.Odd, var weeks => weeks },
            calendar.AnchorOf(file.Id, today),
            own || plan.Holidays == CustodyHolidays.AsWeeks
                ? plan.Holidays
                : plan.Holidays == CustodyHolidays.FirstInEvenYears ? CustodyHolidays.FirstInOddYears
                : CustodyHolidays.FirstInEvenYears,
            monday, [.. Enumerable.Range(0, Shown).Select(i => calendar.HomeOn(monday.AddDays(i)) == file.Id)],
            [.. exceptions.Where(e => e.Until >= today && e.State is SwapState.Agreed or SwapState.Proposed).OrderBy(e => e.From)
                .Select(e =>
                    new CustodyExceptionView(e.Id, e.From, e.Until, e.Home == file.Id, e.State, e.ProposedBy == file.Id,
                        e.ProposedBy is null ? "La mairie" : e.ProposedBy == file.Id ? e.By : child.OtherParent ?? ""))]);
    }
}
