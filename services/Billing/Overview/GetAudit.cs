using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Overview;

/// <summary>
/// GET /audit?month=2026-12: who did what with money that month, the latest first. Read from what each act left where it was done (runs, invoices, payments,
/// slips, closings, settings), so that nothing can be told here and not have happened. Invoices that a run issued are its one act.
/// </summary>
internal static class GetAudit
{
    public static async Task<Results<Ok<AuditView>, ProblemHttpResult>> Handle(BillingDb db, SettingsCache cache, CancellationToken ct, string? month = null)
    {
        if (!GetFigures.TryMonth(month, out var first))
        {
            return Problems.Invalid("month.invalid", "Un mois s’écrit 2026-12.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        // The month of the commune's clock, as instants.
        var (from, end) = (Instant(first, rules.Zone), Instant(first.AddMonths(1), rules.Zone));
        var acts = new List<AuditAct>();
        await RunsAsync(db, acts, ct);
        await InvoicesAsync(db, acts, from, end, ct);
        await PaymentsAsync(db, acts, from, end, ct);
        await CashAsync(db, acts, from, end, ct);
        var settings = await db.Settings.AsNoTracking().Where(s => s.Section == BillingRules.Section && s.At >= from && s.At < end).ToListAsync(ct);
        acts.AddRange(settings.Select(s => new AuditAct(s.At, s.By, $"Tarifs et régies, version {s.Version}", null, null, "settings")));
        return TypedResults.Ok(new AuditView(month!,
            [.. acts.Where(a => a.At >= from && a.At < end).OrderByDescending(a => a.At).ThenBy(a => a.What, StringComparer.Ordinal)]));
    }

    // Nobody moves money by hand: it follows a file's people, and the file's history names who moved them.
    private const string Merging = "Réunion de dossiers";

    private static DateTime Instant(DateOnly day, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone);

    private static async Task RunsAsync(BillingDb db, List<AuditAct> acts, CancellationToken ct)
    {
        foreach (var run in await db.Runs.AsNoTracking().ToListAsync(ct))
        {
            var name = $"facturation du {French.Date(run.From)} au {French.Date(run.Until)}";
            acts.AddRange(JsonSerializer.Deserialize<RunStep[]>(run.History)!.Select(s => new AuditAct(
                s.At, s.By, $"{s.What}\u00A0: {name}", null, run.State == Invoicing.RunState.Issued ? Euros.Of(run.IssuedCents) : null, "run", run.Id)));
        }
    }

    private static async Task InvoicesAsync(BillingDb db, List<AuditAct> acts, DateTime from, DateTime end, CancellationToken ct)
    {
        var events = await (
            from e in db.InvoiceEvents
            where e.At >= @from && e.At < end
            join i in db.Invoices on e.InvoiceId equals i.Id
            where e.Kind != InvoiceEvent.Issued || i.RunId == null
            select new { e.At, e.By, e.Kind, e.Note, i.Id, i.Number, i.Cents, i.Payer, IsCredit = i.Kind == InvoiceKind.Credit }).ToListAsync(ct);
        var names = await NamesAsync(db, events.Select(e => e.Payer), ct);
        acts.AddRange(events.Select(e => new AuditAct(
            e.At, e.By, $"{Word(e.Kind, e.IsCredit)} {e.Number}{(e.Note is { } note ? $"\u00A0: {note}" : "")}", names.GetValueOrDefault(e.Payer),
            Euros.Of(e.Cents), "invoice", e.Id)));
    }

    // Outside a run an invoice comes from the books of before, or is a third party's.
    private static string Word(string kind, bool isCredit) => kind switch
    {
        InvoiceEvent.Issued => isCredit ? "Avoir émis," : "Facture entrée dans les comptes,",
        InvoiceEvent.HandedOver => "Prise en charge par le Trésor, facture",
        InvoiceEvent.Credited => "Avoir sur la facture",
        InvoiceEvent.Contested => "Contestation de la facture",
        _ => "Suite donnée à la contestation de la facture",
    };

    private static async Task PaymentsAsync(BillingDb db, List<AuditAct> acts, DateTime from, DateTime end, CancellationToken ct)
    {
        var payments = await db.Payments.AsNoTracking().Where(p => p.At >= from && p.At < end).ToListAsync(ct);
        var refunds = await db.Refunds.AsNoTracking().Where(r => r.At >= from && r.At < end).ToListAsync(ct);
        var moved = await db.TransferLegs.AsNoTracking().Where(l => l.At >= from && l.At < end && (l.Cents > 0 || l.Tickets > 0)).ToListAsync(ct);
        var names = await NamesAsync(db, payments.Select(p => p.Payer).Concat(refunds.Select(r => r.Payer)).Concat(moved.Select(m => m.Payer)), ct);
        acts.AddRange(moved.Select(m => new AuditAct(m.At, Merging, m.Reason, names.GetValueOrDefault(m.Payer), Euros.Of(m.Cents), "payment", m.PaymentId)));
        acts.AddRange(payments.Select(p => new AuditAct(
            p.At, p.By, $"Règlement {p.Number}, {Methods.Word(p.Method)}{(p.ReversedBecause is { } why ? $", annulé depuis\u00A0: {why}" : "")}",
            names.GetValueOrDefault(p.Payer), Euros.Of(p.Cents), "payment", p.Id)));
        acts.AddRange(refunds.Select(r => new AuditAct(
            r.At, r.By, $"Remboursement demandé\u00A0: {r.Reason}", names.GetValueOrDefault(r.Payer), Euros.Of(-r.Cents), "payment", r.Source)));
    }

    private static async Task CashAsync(BillingDb db, List<AuditAct> acts, DateTime from, DateTime end, CancellationToken ct)
    {
        var slips = await db.Deposits.AsNoTracking().Where(d => d.At >= from && d.At < end).ToListAsync(ct);
        acts.AddRange(slips.Select(d =>
            new AuditAct(d.At, d.By, $"Bordereau de dépôt {d.Number}, {Methods.Word(d.Method)}", null, Euros.Of(d.Cents), "deposit", d.Id)));
        var closings = await db.DayClosings.AsNoTracking().Where(d => d.At >= from && d.At < end).ToListAsync(ct);
        acts.AddRange(closings.Select(d => new AuditAct(d.At, d.By, $"Clôture du {French.Date(d.Date)}", null, Euros.Of(d.Received), "day")));
        var runs = await db.CertificateRuns.AsNoTracking().Where(r => r.At >= from && r.At < end).ToListAsync(ct);
        acts.AddRange(runs.Select(r => new AuditAct(r.At, r.By, $"Attestations fiscales de {r.Year} pour toutes les familles", null, null, "certificates")));
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(BillingDb db, IEnumerable<Guid> payers, CancellationToken ct)
    {
        var ids = payers.Distinct().ToList();
        return await db.KnownFamilies.Where(f => ids.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
    }
}
