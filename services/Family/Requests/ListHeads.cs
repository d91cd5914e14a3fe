using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>Demandes about files as they stand in one queue with those of the planning, and how many wait.</summary>
internal static class ListHeads
{
    /// <summary>GET /requests/heads.</summary>
    public static async Task<Results<Ok<FamilyRequestHeads>, ProblemHttpResult>> Handle(
        DateTime? since, DateTime? until, string? q, FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        if (q?.Length > 100)
        {
            return Problems.Invalid("search.long", "La recherche est limitée à 100 caractères.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var waiting = db.Requests.AsNoTracking().Where(r => r.Status == RequestStatus.Pending);
        if (since is { } first)
        {
            var from = Utc(first, rules);
            waiting = waiting.Where(r => r.At >= from);
        }

        if (until is { } last)
        {
            var before = Utc(last, rules);
            waiting = waiting.Where(r => r.At < before);
        }

        foreach (var word in SearchText.Of(q ?? "", 100).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var number = word.ToUpperInvariant();
            waiting = waiting.Where(r => db.Families.Any(f => f.Id == r.FamilyId && f.SearchKey.Contains(word)) || r.Number.Contains(number));
        }

        var total = await waiting.CountAsync(ct);
        var rows = await waiting.OrderBy(r => r.At).ThenBy(r => r.Number).Take(FamilyRequestHeads.Most).Select(r => new
        {
            r.Id,
            r.Number,
            r.Form,
            r.FamilyId,
            r.At,
            Family = db.Families.Where(f => f.Id == r.FamilyId).Select(f => f.Name).FirstOrDefault(),
            Child = db.Set<HouseholdChild>().Where(c => c.FamilyId == r.FamilyId && c.ChildId == r.ChildId).Select(c => c.FirstName).FirstOrDefault(),
        }).ToListAsync(ct);
        return TypedResults.Ok(new FamilyRequestHeads(
            [.. rows.Select(r =>
                new FamilyRequestHead(r.Id, r.Number, RequestForms.LabelOf(r.Form), r.FamilyId, r.Family ?? "", r.Child, r.At.ToLocal(rules.Zone),
                    rules.AnswerBy(r.At)))],
            total));
    }

    /// <summary>GET /requests/counts.</summary>
    public static async Task<Ok<FamilyRequestCounts>> Counts(FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        var sent = await db.Requests.Where(r => r.Status == RequestStatus.Pending).Select(r => r.At).ToListAsync(ct);
        return TypedResults.Ok(new FamilyRequestCounts(
            sent.Count, await db.PreEnrolments.CountAsync(r => r.Status == RequestStatus.Pending && r.ConfirmedAt != null, ct),
            sent.Count(at => rules.AnswerBy(at) < today)));
    }

    // A moment that the clocks leap over is taken as the one an hour later.
    private static DateTime Utc(DateTime local, FamilyRules rules)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(rules.Zone.IsInvalidTime(plain) ? plain.AddHours(1) : plain, rules.Zone);
    }
}
