using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>An invoice of a payer, and whether it can be paid online now.</summary>
internal sealed record OnlineDebt(
    InvoiceState State, CashOffice? Office, string? Code, PayAttempt? UnderWay, TreasuryPayment? Treasury, DateOnly? DebitedOn = null)
{
    public const long Least = 100;

    /// <summary>For parents; null when it can be paid.</summary>
    public string? Sentence(BillingRules rules) => Code switch
    {
        null => null,
        "paid" =>
            State.TreasuryPaidOn is { } on
                ? $"Cette facture est réglée au Trésor public depuis le {French.Date(on)}."
                : "Cette facture est réglée : il n’y a plus rien à payer.",
        "title" => "Le Trésor public a pris cette facture en charge : elle ne se paie plus ici. Attendez son avis des sommes à payer.",
        "small" => "Le paiement en ligne commence à 1 € : réglez cette somme à la mairie, ou avec la prochaine facture.",
        "large" => "Cette somme dépasse ce que le paiement en ligne accepte : réglez-la par virement ou à la mairie.",
        "pending" => $"Un paiement est en cours depuis {UnderWay!.CreatedAt.ToLocal(rules.Zone):H' h 'mm}. "
            + "Reprenez-le, ou attendez sa réponse : ainsi rien n’est payé deux fois.",
        "debit" => $"Cette facture sera prélevée le {French.Date(DebitedOn!.Value)} : la banque a déjà l’ordre, ne la payez pas une seconde fois.",
        "soon" => $"Le Trésor public connaîtra cette facture à partir du {French.Date(Treasury!.From)}.",
        "late" => "Le délai du paiement en ligne est passé : adressez-vous à la trésorerie.",
        _ => "Cette facture ne se paie pas en ligne.",
    };

    public static async Task<OnlineDebt?> FindAsync(
        BillingDb db, BillingRules rules, PayFipClient payFip, Guid payer, Guid invoice, DateTime now, DateOnly today, CancellationToken ct)
    {
        var files = await db.FilesAsync(payer, ct);
        var own = db.Invoices.Where(i => i.Id == invoice && files.Contains(i.Payer) && i.Kind == InvoiceKind.Invoice);
        if ((await db.StatesAsync(own, ct)).SingleOrDefault() is not { } state)
        {
            return null;
        }

        var since = now - Settlement.Patience;
        // Abandoned or refused, the payer may begin again at once; without a word from the treasury, the first page may still be open.
        var underWay = await db.PayAttempts.AsNoTracking()
            .Where(a => a.InvoiceId == invoice && a.State == AttemptState.Waiting && a.CreatedAt > since && a.Said != "A")
            .OrderByDescending(a => a.CreatedAt).FirstOrDefaultAsync(ct);
        var office = rules.CashOffices.GetValueOrDefault(state.Invoice.CashOffice);
        var treasury = await TreasuryAsync(db, rules, state, office, today, ct);
        var debit = await db.DebitOrders.Where(o => o.InvoiceId == invoice && o.State == DebitState.InFile).Select(o => new { o.FileId })
            .SingleOrDefaultAsync(ct);
        var debitedOn = debit is null ? (DateOnly?)null
            : await db.DebitFiles.Where(f => f.Id == debit.FileId).Select(f => (DateOnly?)f.On).SingleOrDefaultAsync(ct);
        return new OnlineDebt(state, office, CodeOf(state, office, payFip, underWay, treasury, today, debitedOn), underWay, treasury, debitedOn);
    }

    /// <summary>Other invoices of the office that the payer can pay as easily, oldest due first.</summary>
    public static async Task<InvoiceSummary[]> NextAsync(
        BillingDb db, BillingRules rules, PayFipClient payFip, Invoice than, string payerName, IReadOnlyDictionary<Guid, DateOnly> plans,
        CancellationToken ct)
    {
        var others = await db.StatesAsync(
            db.Invoices.Where(i => i.Payer == than.Payer && i.CashOffice == than.CashOffice && i.Id != than.Id && i.Kind == InvoiceKind.Invoice), ct);
        return [.. others.Where(s => s.Remaining >= Least && !s.HandedOver).OrderBy(s => s.Invoice.DueDate).ThenBy(s => s.Invoice.Seq)
            .Select(s => s.ToView(payerName, rules, payFip.IsOpen, plans))];
    }

    private static string? CodeOf(
        InvoiceState state, CashOffice? office, PayFipClient payFip, PayAttempt? underWay, TreasuryPayment? treasury, DateOnly today, DateOnly? debitedOn)
    {
        if (office?.Mode == CashMode.Title)
        {
            return state.TreasuryPaidOn is not null
                ? "paid"
                : treasury is null ? "closed"
                : today < treasury.From ? "soon"
                : today > treasury.Until ? "late"
                : null;
        }

        return state.TreasuryPaidOn is not null ? "paid" : state.HandedOver ? "title"
            : state.Remaining <= 0 ? "paid"
            : debitedOn is not null ? "debit"
            : office?.PayFip is not { Mode: not null } contract || !payFip.IsOpen ? "closed"
            : state.Remaining < Least ? "small"
            : state.Remaining > Euros.Cents(contract.Maximum) ? "large"
            : underWay is not null ? "pending"
            : null;
    }

    // The debt shows at the treasury the day after it was taken in charge (facts §1.5).
    private static async Task<TreasuryPayment?> TreasuryAsync(
        BillingDb db, BillingRules rules, InvoiceState state, CashOffice? office, DateOnly today, CancellationToken ct)
    {
        if (office is not { Mode: CashMode.Title, PayFip: { } contract })
        {
            return null;
        }

        var taken = await db.InvoiceEvents.AsNoTracking().Where(e => e.InvoiceId == state.Invoice.Id && e.Kind == InvoiceEvent.HandedOver).OrderBy(e => e.No)
            .FirstOrDefaultAsync(ct);
        if (taken is null)
        {
            return null;
        }

        var from = (taken.On ?? DateOnly.FromDateTime(taken.At.ToLocal(rules.Zone))).AddDays(1);
        var until = state.Invoice.DueDate.AddDays(contract.DaysAfterDue);
        return new TreasuryPayment(contract.ClientNumber, Balances.DebtNumber(state.Invoice), from, until, today >= from && today <= until,
            "https://www.payfip.gouv.fr/tpa/accueilportail.web");
    }
}
