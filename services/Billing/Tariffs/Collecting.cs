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
/// <param name="Hours">When its counter is open: "du lundi au vendredi de 8 h 30 à 12 h".</param>
internal sealed record Collecting(
    decimal Threshold = 0, string[]? Methods = null, decimal CashFloat = 0, VoucherRule[]? Vouchers = null, string? Siret = null, string[]? Address = null,
    string? ChequeOrder = null, string[]? Mentions = null, string? Phone = null, string? Email = null, string? Hours = null)
{
    /// <summary>Address and contact, line by line, as papers begin.</summary>
    public IEnumerable<string> Lines() =>
        [.. Address ?? [], .. Line("Téléphone", Phone), .. Line("Courriel", Email), .. Line("Ouvert", Hours)];

    private static IEnumerable<string> Line(string name, string? value) => value is null ? [] : [$"{name}\u00A0: {value}"];

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

        if (Address is not null && (Address.Length > 6 || Address.Any(l => l.Trim().Length is 0 or > 60)))
        {
            yield return ("address", "Six lignes au plus, de 1 à 60 signes chacune.");
        }

        if (Phone is not null && (Phone.Length > 20 || Phone.Count(char.IsAsciiDigit) < 8
            || !Phone.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '.' or '\u00A0')))
        {
            yield return ("phone", "Un numéro de téléphone : 04 65 71 12 34.");
        }

        if (Email is not null && (Email.Length > 120 || Email.Any(char.IsWhiteSpace)
            || Email.Split('@') is not [{ Length: > 0 }, { Length: > 2 } domain] || !domain.Contains('.', StringComparison.Ordinal)))
        {
            yield return ("email", "Une adresse de courriel : regie@commune.fr.");
        }

        if (Hours?.Trim().Length is 0 or > 100)
        {
            yield return ("hours", "De 1 à 100 signes.");
        }

        if (ChequeOrder?.Trim().Length is 0 or > 80)
        {
            yield return ("chequeOrder", "De 1 à 80 signes.");
        }

        if (Mentions is not null && (Mentions.Length > 8 || Mentions.Any(m => m.Trim().Length is 0 or > 600)))
        {
            yield return ("mentions", "Huit mentions au plus, de 1 à 600 signes chacune.");
        }
    }
}

/// <param name="Method">"cesuPaper", "cesuElectronic" or "ancv".</param>
/// <param name="Units">Booking units it may pay.</param>
/// <param name="Below">Only for children under that age on the day; null for all.</param>
internal sealed record VoucherRule(string Method, string[] Units, int? Below = null);
