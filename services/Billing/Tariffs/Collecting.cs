using Preau.Contracts.Api;

namespace Preau.Billing.Tariffs;

/// <summary>What the commune decided about collecting at an office: the data of its founding act and of its invoices.</summary>
/// <param name="Threshold">Euros: smaller sums are carried to the next run (CGCT D1611-1 knows 15 € for titles).</param>
/// <param name="Methods">Means taken in at the counter; null: cheque, cash, transfer.</param>
/// <param name="CashFloat">Notes and coins that stay in the drawer, euros.</param>
/// <param name="Vouchers">What CESU and ANCV may pay; none without a convention.</param>
/// <param name="Siret">14 digits.</param>
/// <param name="Address">Of the issuer, line by line.</param>
/// <param name="ChequeOrder">"Régie garderie ALSH Biviers".</param>
/// <param name="Mentions">Printed at the end: recourse, contact, data protection.</param>
internal sealed record Collecting(
    decimal Threshold = 0, string[]? Methods = null, decimal CashFloat = 0, VoucherRule[]? Vouchers = null, string? Siret = null, string[]? Address = null,
    string? ChequeOrder = null, string[]? Mentions = null)
{
    /// <summary>What the shape of a document can't say.</summary>
    public IEnumerable<(string Where, string Message)> Wrong()
    {
        if (Threshold is < 0 or > 100 || decimal.Round(Threshold, 2) != Threshold)
        {
            yield return ("threshold", "De 0 à 100 euros, deux décimales au plus.");
        }

        if (CashFloat is < 0 or > 10_000 || decimal.Round(CashFloat, 2) != CashFloat)
        {
            yield return ("cashFloat", "De 0 à 10 000 euros, deux décimales au plus.");
        }

        if (Methods is not null && Array.FindIndex(Methods, m => !PayMethods.All.Contains(m)) is >= 0 and var method)
        {
            yield return ($"methods[{method}]", "Moyen de paiement inconnu.");
        }

        if (Vouchers is not null && Array.FindIndex(Vouchers, v => v.Method is not (PayMethods.CesuPaper or PayMethods.CesuElectronic or PayMethods.Ancv)
            || v.Below is < 1 or > 18) is >= 0 and var voucher)
        {
            yield return ($"vouchers[{voucher}]", "Un titre est cesuPaper, cesuElectronic ou ancv, et un âge va de 1 à 18 ans.");
        }

        if (Siret is not null && (Siret.Length != 14 || !Siret.All(char.IsAsciiDigit)))
        {
            yield return ("siret", "Quatorze chiffres.");
        }
    }
}

/// <param name="Method">"cesuPaper", "cesuElectronic" or "ancv".</param>
/// <param name="Units">Booking units it may pay.</param>
/// <param name="Below">Only for children under that age on the day; null for all.</param>
internal sealed record VoucherRule(string Method, string[] Units, int? Below = null);
