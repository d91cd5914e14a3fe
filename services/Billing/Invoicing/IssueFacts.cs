using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>What the invoices of some payers print besides their lines, each table read once.</summary>
internal sealed class IssueFacts
{
    private readonly ILookup<Guid, KnownChild> _children;
    private readonly ILookup<Guid, KnownQuotient> _quotients;
    private readonly Dictionary<Guid, long> _before;
    private readonly CoverFacts _covers;

    private IssueFacts(Dictionary<Guid, KnownFamily> families, List<KnownChild> children, List<KnownQuotient> quotients, Dictionary<Guid, long> before,
        CoverFacts covers)
    {
        (Families, _quotients, _before, _covers) = (families, quotients.ToLookup(q => q.FamilyId), before, covers);
        _children = children.Select(c => (Payer: c.FamilyId, Child: c)).Concat(covers.Children).ToLookup(c => c.Payer, c => c.Child);
    }

    /// <summary>Those whose file is known.</summary>
    public Dictionary<Guid, KnownFamily> Families { get; }

    public static async Task<IssueFacts> LoadAsync(BillingDb db, Run run, List<Guid> payers, CancellationToken ct) => new(
        await db.KnownFamilies.AsNoTracking().Where(f => payers.Contains(f.FamilyId) && f.Version > 0).ToDictionaryAsync(f => f.FamilyId, ct),
        await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).ToListAsync(ct),
        await db.KnownQuotients.AsNoTracking().Where(q => payers.Contains(q.FamilyId) && q.From <= run.Until && (q.Until == null || q.Until >= run.Until))
            .ToListAsync(ct),
        await db.Entries.Where(e => payers.Contains(e.Payer) && e.CashOffice == run.CashOffice).GroupBy(e => e.Payer)
            .Select(g => new { g.Key, Cents = g.Sum(e => e.Cents) }).ToDictionaryAsync(g => g.Key, g => g.Cents, ct),
        await CoverFacts.LoadAsync(db, run, payers, ct));

    /// <summary>Places of a payer's children on the invoice: the eldest first.</summary>
    public Dictionary<Guid, int> Order(Guid payer) =>
        _children[payer].OrderBy(c => c.BirthDate).ThenBy(c => c.ChildId).Select((c, i) => (c.ChildId, i)).ToDictionary(x => x.ChildId, x => x.i);

    public string Header(Guid payer, CashOffice? office, InvoiceDebit? debit) => JsonSerializer.Serialize(InvoiceFrozen.Of(
        Families[payer], _children[payer], office, _quotients[payer].MaxBy(q => q.From), _before.GetValueOrDefault(payer), debit,
        _covers.SumsOf(payer), _covers.ReferenceOf(payer)));
}
