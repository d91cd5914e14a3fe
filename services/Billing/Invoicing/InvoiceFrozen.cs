using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>What an invoice keeps besides its lines, as it was on the day of issue.</summary>
/// <param name="PreviousCents">Owed before; for information (F-104).</param>
internal sealed record InvoiceFrozen(InvoiceHeader Header, FrozenChild[] Children, long PreviousCents)
{
    public static InvoiceFrozen Of(
        KnownFamily family, IEnumerable<KnownChild> children, CashOffice? office, KnownQuotient? quotient, long before, InvoiceDebit? debit = null,
            CoveredSum[]? covered = null,
        string? reference = null)
    {
        var header = new InvoiceHeader(
            office?.Head ?? [""], office?.Collecting?.Siret, office?.Label ?? "", family.Name, [family.Name, .. family.AddressLines()],
            family.Number, quotient is null ? null : French.Number(quotient.Value), HowToPay.Means(office), HowToPay.Mentions(office), debit,
            covered, family.IsThirdParty ? reference ?? "" : null);
        return new InvoiceFrozen(header, [.. children.DistinctBy(c => c.ChildId).Select(c => new FrozenChild(
            c.ChildId, family.IsThirdParty ? $"{c.FirstName} {c.LastName}" : c.FirstName, c.LastName, c.Grade, c.BirthDate))], before);
    }
}

internal sealed record FrozenChild(Guid Child, string FirstName, string LastName, string? Grade, DateOnly BirthDate);
