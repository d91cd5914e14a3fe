using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>Where and how a debt is paid, in sentences.</summary>
internal static class HowToPay
{
    private const char Nb = '\u00A0';

    /// <summary>Where the treasury collects (F-106, F-107); null elsewhere.</summary>
    public static string? Sentence(Invoice invoice, CashOffice? office, DateOnly today)
    {
        if (office is not { Mode: CashMode.Title, Treasury: { } treasury })
        {
            return null;
        }

        var card = office.PayFip is { } payFip && invoice.DueDate.AddDays(payFip.DaysAfterDue) is var last && today <= last
            ? $", ou par carte sur payfip.gouv.fr jusqu’au {French.Date(last)}{Nb}: numéro de client {payFip.ClientNumber}, facture {invoice.Number}"
            : "";
        return $"À régler avant le {French.Date(invoice.DueDate)} auprès de{Nb}: {treasury.Name}{(treasury.Phone is { } phone ? $", {phone}" : "")}{card}.";
    }

    /// <summary>What the payer must know of a debit, fourteen days before.</summary>
    public static string Debit(InvoiceDebit debit) =>
        $"Rien à faire{Nb}: elle sera prélevée le {French.Date(debit.On)} sur le compte {debit.Account} (mandat {debit.Rum}, créancier {debit.Creditor}, {debit.CreditorId}).";

    public static string[] Means(CashOffice? office) => office is null || office.Mode == CashMode.Title ? []
        : [.. Methods.Of(office.Collecting).Where(m => m != PayMethods.Transfer || office.DirectDebit is not null).Select(m => m switch
        {
            // A transfer needs an account to go to: that of the office, where it is known.
            PayMethods.Transfer => $"virement sur le compte {Banking.Iban.Grouped(office.DirectDebit!.Iban)}, en citant le numéro de la facture",
            PayMethods.Cheque => $"chèque à l’ordre de {office.Collecting?.ChequeOrder ?? office.Label}",
            PayMethods.Cash => office.Collecting?.Hours is { } hours ? $"espèces au guichet, {hours}" : "espèces au guichet",
            _ => Methods.Word(m).ToLower(French.Culture),
        })];

    /// <summary>Other than on line: the means of the régie, and where it is.</summary>
    public static OfficeMeans? Elsewhere(Invoice invoice, CashOffice? office, DateOnly today) =>
        office is null ? null
        : office.Mode == CashMode.Regie ? new OfficeMeans(Means(office), office.Head)
        : Sentence(invoice, office, today) is { } sentence ? new OfficeMeans([sentence], []) : null;

    public static string[] Mentions(CashOffice? office) => [.. office?.Collecting?.Mentions ?? []];
}

/// <summary>French of dates.</summary>
internal static class Words
{
    /// <summary>"décembre 2026", else "du 1er au 15 décembre 2026" as two days.</summary>
    public static string Period(DateOnly from, DateOnly until) => from.Day == 1 && until == from.AddMonths(1).AddDays(-1)
        ? French.Month(from)
        : $"du {French.Date(from)} au {French.Date(until)}";
}
