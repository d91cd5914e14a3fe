using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>GET /enrolments/choices: what each child can be enrolled in, what is asked, and why something can't be asked now.</summary>
internal static class ListChoices
{
    /// <summary>GET /enrolments/services: every service of the commune, for an agent who enrols.</summary>
    public static async Task<Ok<FilterOption[]>> Services(CurrentRules current, CancellationToken ct) =>
        TypedResults.Ok<FilterOption[]>([.. (await current.LoadAsync(ct)).Rules.Services.Values.Select(s =>
            new FilterOption(s.Key, $"{s.Label}, {s.Facility.Label}"))]);

    /// <summary>GET /parts: what rights can be given on, each facility ("@key": all its services) and then its services, for whoever gives rights.</summary>
    public static async Task<Ok<FilterOption[]>> Parts(CurrentRules current, CancellationToken ct)
    {
        var services = (await current.LoadAsync(ct)).Rules.Services.Values.ToLookup(s => s.Facility);
        return TypedResults.Ok<FilterOption[]>([.. services.SelectMany(f =>
            services[f.Key].Select(s => new FilterOption(s.Key, $"{s.Label}, {f.Key.Label}")).Prepend(new FilterOption("@" + f.Key.Key, f.Key.Label)))]);
    }

    public static async Task<Results<Ok<EnrolmentChoices>, ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        if (await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == who.Family, ct) is not { } known)
        {
            return Problems.NotFound();
        }

        var today = rules.Today(clock.GetUtcNow());
        var years = EnrolmentRules.Years(today);
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == who.Family).OrderBy(c => c.Rank).ThenBy(c => c.BirthDate).ToListAsync(ct);
        var enrolments = await db.Enrolments.AsNoTracking().Where(e => e.FamilyId == who.Family).ToListAsync(ct);
        var waiting = await db.EnrolmentRequests.AsNoTracking().Where(r => r.FamilyId == who.Family && r.Status == RequestStatus.Pending).ToListAsync(ct);
        var offered = rules.Services.Values.Where(s => s.Enrolment is not null).ToList();
        var services = new List<EnrolmentService>();
        foreach (var service in offered)
        {
            var asked = service.Enrolment!;
            services.Add(new EnrolmentService(
                service.Key, service.Label, service.Facility.Label, asked.Help, service.Ages is { } ages ? EnrolmentRules.AgeWords(ages) : null,
                asked.ResidentsOnly, asked.Decision == Validation.Automatic,
                await EnrolmentRules.LeftAsync(db, service, today, years[0].Until, ct),
                asked.Weekdays ? EnrolmentRules.OpenWeekdays(service, today, years[^1].Until) : [], asked.Books,
                asked.Books && service.Units.Count > 1 ? [.. service.Units.Select(u => new FilterOption(u.Key, u.Label))] : [],
                [.. asked.Pieces.Select(p => new PieceView(p.Key, p.Label, p.Required, p.AtCounter, p.Help))]));
        }

        return TypedResults.Ok(new EnrolmentChoices(years, [.. children.Select(c => new EnrolmentChild(c.ChildId, c.FirstName, c.Gender, [.. offered.Select(s =>
        {
            // Blocked only when no year can be asked for.
            var obstacles = years.Select(y =>
                EnrolmentRules.Obstacle(s, known, c, FirstFree(c, s, today > y.From ? today : y.From, y.Until, enrolments), y.Until, enrolments, waiting))
                .ToList();
            var first = obstacles.TrueForAll(o => o is not null) ? obstacles[0] : null;
            return new EnrolmentOffer(s.Key, first?.Code, first?.Text);
        })]))], [.. services]));
    }

    // An enrolment that ends within the year leaves the rest of it to ask for.
    private static DateOnly FirstFree(KnownChild child, Service service, DateOnly from, DateOnly until, List<Enrolment> enrolments)
    {
        foreach (var enrolment in enrolments.Where(e => e.ChildId == child.ChildId && e.Service == service.Key).OrderBy(e => e.From))
        {
            from = enrolment.Covers(from) && enrolment.Until < until ? enrolment.Until.Value.AddDays(1) : from;
        }

        return from;
    }
}
