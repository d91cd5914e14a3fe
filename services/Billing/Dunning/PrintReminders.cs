using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Documents;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>
/// GET /dunning/letters?office&amp;step&amp;date[&amp;all][&amp;bothSides]: the letters of a step sent
/// on a day as one PDF with their list, those without e-mail alone unless all are
/// asked for. 404 when there are none.
/// </summary>
internal static class PrintReminders
{
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        BillingDb db, CancellationToken ct, string? office = null, int? step = null, DateOnly? date = null, bool all = false, bool bothSides = false)
    {
        var kept = await Of(db.Reminders.Where(r => r.CashOffice == office && r.Step == step && r.Date == date), db, all).Select(r => r.Document)
            .ToListAsync(ct);
        if (kept.Count == 0)
        {
            return Problems.NotFound();
        }

        var letters = ReminderPrint.ByEnvelope(kept.Select(k => JsonSerializer.Deserialize<Reminder>(k)!)).ToList();
        var name = FormattableString.Invariant($"Relances-{office}-{step}-{date:yyyy-MM-dd}");
        return TypedResults.File(ReminderPrint.Draw(name, letters, bothSides), "application/pdf", name + ".pdf");
    }

    /// <summary>Steps sent, newest first, with how many of their letters are the only word.</summary>
    public static async Task<DunningPrint[]> ListAsync(BillingDb db, string office, CancellationToken ct)
    {
        var sent = await db.Reminders.Where(r => r.CashOffice == office).GroupBy(r => new { r.Step, r.Label, r.Date })
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Key.Date).ThenByDescending(g => g.Key.Step).Take(DunningPrint.Most)
            .ToListAsync(ct);
        var first = sent.Count == 0 ? DateOnly.MaxValue : sent[^1].Key.Date;
        var paper = await Of(db.Reminders.Where(r => r.CashOffice == office && r.Date >= first), db, all: false).GroupBy(r => new { r.Step, r.Date })
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => (g.Key.Step, g.Key.Date), g => g.Count, ct);
        return [.. sent.Select(s => new DunningPrint(s.Key.Step, s.Key.Label, s.Key.Date, s.Count, paper.GetValueOrDefault((s.Key.Step, s.Key.Date))))];
    }

    // A third party has no account here: the letter is all it gets, whatever its address.
    private static IQueryable<Reminded> Of(IQueryable<Reminded> reminders, BillingDb db, bool all) =>
        reminders.AsNoTracking().Where(r => all || !r.Mailed || db.KnownFamilies.Any(f => f.FamilyId == r.Payer && f.IsThirdParty));
}
