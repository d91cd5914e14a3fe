using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.SharedCustody;

/// <summary>How a child's weeks are shared between two households (domain §3.8): one row per child, read by both files.</summary>
public sealed class CustodyPlan : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid ChildId { get; init; }

    /// <summary>The household the rule speaks of; the other has the other days.</summary>
    public required Guid Home { get; set; }

    public required Guid Other { get; set; }

    public DateOnly From { get; set; }

    public CustodyWeeks Weeks { get; set; }

    /// <summary>A day on which a week of <see cref="Home"/> begins; weeks are counted from it, whatever their ISO number.</summary>
    public DateOnly Anchor { get; set; }

    /// <summary>Whose half of the holidays comes first in even years.</summary>
    public CustodyHolidays Holidays { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<CustodyPlan>(b =>
        {
            b.ToTable("CustodyPlans");
            b.HasKey(p => new { p.Tenant, p.ChildId });
            b.Property(p => p.ChildId).ValueGeneratedNever();
        });
        model.Entity<CustodyException>(b =>
        {
            b.ToTable("CustodyExceptions");
            b.HasKey(e => new { e.Tenant, e.Id });
            b.Property(e => e.Id).ValueGeneratedNever();
            b.HasIndex(e => new { e.Tenant, e.ChildId, e.From });
        });
    }
}

/// <summary>Days that are not as the rule says: told by an agent, or a swap that one parent proposes and the other accepts.</summary>
public sealed class CustodyException : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ChildId { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    /// <summary>Where the child is on these days.</summary>
    public required Guid Home { get; init; }

    public SwapState State { get; set; }

    /// <summary>The household that proposed it; null for an agent's.</summary>
    public Guid? ProposedBy { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public string? AnsweredBy { get; set; }
}

/// <summary>Where a child is, day by day.</summary>
internal sealed class CustodyCalendar(CustodyPlan plan, IEnumerable<CustodyException> exceptions, IReadOnlyList<(DateOnly From, DateOnly Until)> holidays)
{
    private readonly List<CustodyException> _agreed = [.. exceptions.Where(e => e.State == SwapState.Agreed).OrderByDescending(e => e.At)];

    public Guid HomeOn(DateOnly day) =>
        _agreed.Find(e => e.From <= day && day <= e.Until)?.Home
        ?? (HalfOf(day) is { } half ? half : IsHomesWeek(day) ? plan.Home : plan.Other);

    /// <summary>The days in this household, as spans without gaps between two of their days.</summary>
    public DaySpan[] SpansOf(Guid home, DateOnly first, DateOnly last)
    {
        List<DaySpan> spans = [];
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (HomeOn(day) != home)
            {
                continue;
            }

            if (spans.Count > 0 && spans[^1].Until.AddDays(1) == day)
            {
                spans[^1] = spans[^1] with { Until = day };
            }
            else
            {
                spans.Add(new DaySpan(day, day));
            }
        }

        return [.. spans];
    }

    /// <summary>A day on which a week of this household begins: what readers that know no dates count from.</summary>
    public DateOnly AnchorOf(Guid home, DateOnly today)
    {
        if (plan.Weeks == CustodyWeeks.Alternate)
        {
            return home == plan.Home ? plan.Anchor : plan.Anchor.AddDays(7);
        }

        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return IsHomesWeek(monday) == (home == plan.Home) ? monday : monday.AddDays(7);
    }

    private bool IsHomesWeek(DateOnly day) => plan.Weeks switch
    {
        CustodyWeeks.Odd => ISOWeek.GetWeekOfYear(day.ToDateTime(default)) % 2 == 1,
        CustodyWeeks.Even => ISOWeek.GetWeekOfYear(day.ToDateTime(default)) % 2 == 0,
        CustodyWeeks.Always => true,
        _ => Math.DivRem(day.DayNumber - plan.Anchor.DayNumber, 7, out var rest) - (rest < 0 ? 1 : 0) is var week && week % 2 == 0,
    };

    /// <summary>Halves by whole days; of an odd number the first half has the day more.</summary>
    private Guid? HalfOf(DateOnly day)
    {
        if (plan.Holidays == CustodyHolidays.AsWeeks || holidays.FirstOrDefault(h => h.From <= day && day <= h.Until) is not { From.Year: > 1 } holiday)
        {
            return null;
        }

        var days = holiday.Until.DayNumber - holiday.From.DayNumber + 1;
        var first = day.DayNumber - holiday.From.DayNumber < (days + 1) / 2;
        var homeFirst = (plan.Holidays == CustodyHolidays.FirstInEvenYears) == (holiday.From.Year % 2 == 0);
        return first == homeFirst ? plan.Home : plan.Other;
    }
}
