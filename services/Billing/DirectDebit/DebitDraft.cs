using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.OnlinePayment;
using Preau.Contracts.Api;

namespace Preau.Billing.DirectDebit;

/// <summary>One announced debit with what decides on it.</summary>
internal sealed record Candidate(
    Guid Order, Guid Invoice, string Number, Guid Payer, string Name, long Cents, string EndToEnd, Guid Mandate, string Rum, string Holder, string Mask,
    byte[] Account, DateOnly Signed,
    DateOnly? LastDebit, bool Ended, bool Paying, bool HandedOver, bool Contested)
{
    public Debit ToDebit(string? iban = null) => new(
        EndToEnd, HandedOver ? 0 : Cents, Rum, Signed, Holder, iban, LastDebit, Revoked: Ended, OnlinePaymentPending: Paying, Held: Contested);
}

/// <summary>What a file of a day would debit: every announced debit whose day has come, judged on what is open now.</summary>
internal sealed record DebitDraft(DebitSelection Selection, Dictionary<string, Candidate> Candidates)
{
    public static async Task<DebitDraft> OfAsync(BillingDb db, string office, DateOnly wanted, DateTime now, CancellationToken ct)
    {
        var since = now - Settlement.Patience;
        var day = Banking.TargetCalendar.From(wanted);
        var rows = await (
            from o in db.DebitOrders.AsNoTracking()
            where o.CashOffice == office && o.State == DebitState.Announced && o.On <= day
            join i in db.Invoices on o.InvoiceId equals i.Id
            join m in db.Mandates on o.MandateId equals m.Id
            join f in db.KnownFamilies on o.Payer equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            orderby i.Year, i.Seq
            select new Candidate(
                o.Id, i.Id, i.Number, o.Payer, f != null ? f.Name : "", i.Cents - db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents), o.EndToEnd,
                m.Id, m.Rum, m.Holder,
                m.Mask, m.Account, m.SignedOn, m.LastDebit, m.EndedAt != null,
                db.PayAttempts.Any(a => a.InvoiceId == i.Id && a.State == AttemptState.Waiting && a.CreatedAt > since && a.Said != "A"),
                db.InvoiceEvents.Any(e => e.InvoiceId == i.Id && e.Kind == InvoiceEvent.HandedOver),
                db.InvoiceEvents.Where(e => e.InvoiceId == i.Id && (e.Kind == InvoiceEvent.Contested || e.Kind == InvoiceEvent.Settled))
                    .OrderByDescending(e => e.No).Select(e => e.Kind).FirstOrDefault() == InvoiceEvent.Contested)).ToListAsync(ct);
        return new DebitDraft(DebitSelection.Of(wanted, rows.Select(r => r.ToDebit())), rows.ToDictionary(r => r.EndToEnd));
    }

    public DebitDraftView ToView(string office, string label) => new(
        office, label, Selection.CollectionDate, Selection.Count, Euros.Of(Selection.Cents),
        [.. Selection.Groups.SelectMany(g => g.Debits.Select(d =>
        {
            var c = Candidates[d.Invoice];
            return new DebitLine(c.Invoice, c.Number, c.Payer, c.Name, c.Mask, c.Rum, g.Sequence, Euros.Of(d.Cents), "announced", null, null);
        }))],
        [.. Selection.Refused.Select(r =>
        {
            var c = Candidates[r.Invoice];
            return new DebitLeftOut(c.Invoice, c.Number, c.Payer, c.Name, r.Why, Sentence(r.Why));
        })]);

    public static string Sentence(string why) => why switch
    {
        "amount" => "Plus rien à payer, ou confiée au Trésor public.",
        "revoked" => "Le mandat est arrêté.",
        "unsigned" => "Le mandat n’est pas signé.",
        "lapsed" => "Le mandat est caduc : 36 mois sans prélèvement.",
        "onlinePaymentPending" => "Un paiement en ligne est en cours : elle attend le prochain fichier.",
        "held" => "Contestée : elle attend la réponse à la famille.",
        "inFile" => "Déjà dans un fichier.",
        _ => "L’IBAN n’est pas valide.",
    };

    /// <summary>Refusals that no later file will change.</summary>
    public static bool IsFinal(string why) => why is "amount" or "revoked" or "unsigned" or "lapsed" or "iban";
}
