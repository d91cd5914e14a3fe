using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

/// <summary>Files of debits: the list of an office, one of them line by line, its bytes.</summary>
internal static class ReadDebits
{
    private const int Most = 50;

    public static async Task<Ok<DebitsView>> List(BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var waiting = await WaitingAsync(db, office, rules.Today(clock), clock.UtcNow(), ct);
        var files = await db.DebitFiles.AsNoTracking().Where(f => office == null || f.CashOffice == office).OrderByDescending(f => f.At).Take(Most)
            .ToListAsync(ct);
        var ids = files.Select(f => (Guid?)f.Id).ToList();
        var returned = (await db.DebitOrders.Where(o => o.State == DebitState.Returned && ids.Contains(o.FileId)).GroupBy(o => o.FileId)
            .Select(g => new { g.Key, Count = g.Count(), Cents = g.Sum(o => o.Cents) }).ToListAsync(ct)).ToDictionary(r => r.Key!.Value);
        return TypedResults.Ok(new DebitsView(
            [.. rules.CashOffices.Values.Where(o => o.DirectDebit is not null).OrderBy(o => o.Label, StringComparer.Ordinal)
                .Select(o => new DebitOffice(o.Key, o.Label))],
            [.. waiting],
            [.. files.Select(f =>
                f.ToView(Label(rules, f.CashOffice), returned.GetValueOrDefault(f.Id)?.Count ?? 0, returned.GetValueOrDefault(f.Id)?.Cents ?? 0))]));
    }

    // What the file of each announced day would hold: the same that its page shows, judged on what is open now. A day that has passed goes to the next file.
    private static async Task<List<DebitDay>> WaitingAsync(BillingDb db, string? office, DateOnly today, DateTime now, CancellationToken ct)
    {
        var announced = await db.DebitOrders.Where(o => o.State == DebitState.Announced && (office == null || o.CashOffice == office))
            .Select(o => new { o.CashOffice, o.On }).Distinct().ToListAsync(ct);
        var days = new List<DebitDay>();
        foreach (var (key, on) in announced.Select(a => (a.CashOffice, On: a.On > today ? a.On : today.AddDays(1))).Distinct()
            .OrderBy(a => a.On).ThenBy(a => a.CashOffice, StringComparer.Ordinal))
        {
            var selection = (await DebitDraft.OfAsync(db, key, on, now, ct)).Selection;
            if (selection.Count > 0)
            {
                days.Add(new DebitDay(key, on, selection.Count, Euros.Of(selection.Cents)));
            }
        }

        return days;
    }

    public static async Task<Results<Ok<DebitFileDetail>, ProblemHttpResult>> Get(Guid id, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (await db.DebitFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
        {
            return Problems.NotFound();
        }

        var rows = await (
            from o in db.DebitOrders.AsNoTracking()
            where o.FileId == id
            join i in db.Invoices on o.InvoiceId equals i.Id
            join m in db.Mandates on o.MandateId equals m.Id
            join f in db.KnownFamilies on o.Payer equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            orderby i.Year, i.Seq
            select new { Order = o, i.Number, m.Mask, m.Rum, Name = f != null ? f.Name : "" }).ToListAsync(ct);
        var returned = rows.Where(r => r.Order.State == DebitState.Returned).ToList();
        return TypedResults.Ok(new DebitFileDetail(
            file.ToView(Label(rules, file.CashOffice), returned.Count, returned.Sum(r => r.Order.Cents)),
            [.. rows.Select(r => new DebitLine(
                r.Order.InvoiceId, r.Number, r.Order.Payer, r.Name, r.Mask, r.Rum, "RCUR", Euros.Of(r.Order.Cents), StateOf(r.Order.State), r.Order.Code,
                r.Order.Words))]));
    }

    /// <summary>The file itself; who took it is written down.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        Guid id, Caller caller, BillingDb db, Vault vault, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var (name, bytes) = await db.WriteAsync(async token =>
        {
            if (await db.DebitFiles.SingleOrDefaultAsync(f => f.Id == id && f.State != DebitFileState.Cancelled, token) is not { } file)
            {
                return ("", (byte[]?)null);
            }

            var content = await db.DebitFileContents.AsNoTracking().SingleAsync(c => c.FileId == id, token);
            file.Tell("Téléchargé", caller.Name, clock.UtcNow());
            return ($"{file.MessageId}.xml", vault.Open(content.Sealed, db.CurrentTenant, id));
        }, ct);
        response.Headers.CacheControl = "no-store";
        return bytes is null ? Problems.NotFound() : TypedResults.File(bytes, "application/xml", name);
    }

    internal static string Label(BillingRules rules, string office) => rules.CashOffices.GetValueOrDefault(office)?.Label ?? office;

    private static string StateOf(DebitState state) => char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..];
}
