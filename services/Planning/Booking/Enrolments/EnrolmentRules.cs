using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>What decides whether a child may be enrolled, for the form, the request and the agent alike.</summary>
internal static class EnrolmentRules
{
    /// <summary>The current school year, and the next one from March on.</summary>
    public static EnrolmentYear[] Years(DateOnly today)
    {
        var first = today.Month >= 9 ? today.Year : today.Year - 1;
        return today.Month is >= 3 and < 9 ? [Year(first), Year(first + 1)] : [Year(first)];
    }

    private static EnrolmentYear Year(int start) => new($"{start}-{start + 1}", new DateOnly(start, 9, 1), new DateOnly(start + 1, 8, 31));

    /// <summary>A stable code and its sentence when the child can't be enrolled on these days, else null.</summary>
    /// <param name="byException">An agent sets age and residence aside; never an enrolment that is there already.</param>
    public static (string Code, string Text)? Obstacle(
        Service service, KnownFamily family, KnownChild child, DateOnly from, DateOnly until, IEnumerable<Enrolment> enrolments,
        IEnumerable<EnrolmentRequest> waiting, bool byException = false)
    {
        if (!byException && service.Ages is { } ages && (child.AgeOn(until) < ages.From || child.AgeOn(from) > ages.To))
        {
            return ("age", $"« {service.Label} » est ouvert aux enfants {AgeWords(ages)}.");
        }

        if (!byException && service.Enrolment is { ResidentsOnly: true } && !family.Resident)
        {
            return ("resident-only", $"« {service.Label} » est réservé aux familles qui habitent la commune.");
        }

        if (enrolments.Any(e => e.ChildId == child.ChildId && e.Service == service.Key && e.From <= until && (e.Until is null || e.Until >= from)))
        {
            return ("enrolled", $"{child.FirstName} est déjà inscrit{(child.Gender == "f" ? "e" : "")} à « {service.Label} » sur cette période.");
        }

        return waiting.Any(r => r.ChildId == child.ChildId && r.Service == service.Key && r.From <= until && r.Until >= from)
            ? ("asked", $"Une demande pour « {service.Label} » attend déjà une réponse.")
            : null;
    }

    public static string AgeWords(AgeRange ages) => $"de {ages.From} à {ages.To} ans";

    /// <summary>Places left when the number of enrolments is limited: on the fullest day of the period, counted at the starts within it.</summary>
    public static async Task<int?> LeftAsync(PlanningDb db, Service service, DateOnly from, DateOnly until, CancellationToken ct)
    {
        if (service.Enrolment?.Capacity is not { } capacity)
        {
            return null;
        }

        var there = await db.Enrolments.AsNoTracking().Where(e => e.Service == service.Key && e.From <= until && (e.Until == null || e.Until >= from))
            .Select(e => new { e.ChildId, e.From, e.Until }).ToListAsync(ct);
        var starts = there.Select(e => e.From).Where(d => d > from).Append(from).Distinct();
        var most = there.Count == 0
            ? 0 : starts.Max(day => there.Where(e => e.From <= day && (e.Until is null || e.Until >= day)).Select(e => e.ChildId).Distinct().Count());
        return Math.Max(0, capacity - most);
    }

    /// <summary>Days of the week on which the service is ever open in a period, 1 Monday … 7 Sunday.</summary>
    public static int[] OpenWeekdays(Service service, DateOnly from, DateOnly until)
    {
        var found = new SortedSet<int>();
        for (var day = from; day <= until && found.Count < 7; day = day.AddDays(1))
        {
            if (service.Day(day).Info.IsOpen)
            {
                found.Add(Number(day.DayOfWeek));
            }
        }

        return [.. found];
    }

    public static int Number(DayOfWeek day) => day == DayOfWeek.Sunday ? 7 : (int)day;
}
