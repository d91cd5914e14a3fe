using Preau.Billing.Banking;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;

namespace Preau.Billing.Tariffs;

/// <summary>Checks of one cash office, beyond the range of each of its settings.</summary>
internal static class OfficeCheck
{
    public static void Office(CashOffice office, string path, Action<string, string> wrong)
    {
        if (office.Mode == CashMode.Title && office.ShowBalance)
        {
            wrong(path + ".showBalance", "Par titre, la commune ne connaît pas les règlements : aucun solde à montrer.");
        }

        if (office.Mode == CashMode.Title && (office.Notice is null || office.Treasury is null))
        {
            wrong(path + (office.Notice is null ? ".notice" : ".treasury"), "Par titre, les familles doivent lire où s’adresser.");
        }

        if (office.PayFip is { } payFip && !RefusedValues.Fits(payFip))
        {
            wrong(path + ".payFip",
                "Un numéro de client de six chiffres, un mode T, X ou W, de 0 à 365 jours après l’échéance, et un montant de 1 à 100 000 euros au plus.");
        }

        if (office is { Mode: CashMode.Title, Prepaid: not null })
        {
            wrong($"{path}.prepaid", "Le Trésor public encaisse ici : rien ne peut y être payé d’avance.");
        }

        if (office.Due is { } due && ((due.EndOfMonth is null) == (due.Days is null) || !RefusedValues.Fits(due)))
        {
            wrong(path + ".due", "Soit endOfMonth (0 à 12 mois), soit days (0 à 365 jours).");
        }

        Collecting(office.Collecting, path + ".collecting", wrong);
        Debit(office.DirectDebit, path + ".directDebit", wrong);
        Dunning(office.Dunning?.Steps ?? [], path + ".dunning", wrong);
        Prepaid(office.Prepaid, path + ".prepaid", wrong);
        if (office.Pes is { } pes && pes.Products.GroupBy(p => p.Unit).Any(g => g.Count() > 1))
        {
            wrong(path + ".pes.products", "Une unité a un seul code produit.");
        }
    }

    private static void Collecting(Collecting? collecting, string path, Action<string, string> wrong)
    {
        if (collecting?.Methods is { } methods && Array.FindIndex(methods, m => !PayMethods.All.Contains(m)) is >= 0 and var method)
        {
            wrong($"{path}.methods[{method}]", "Moyen de paiement inconnu.");
        }

        if (collecting?.Vouchers is { } vouchers && Array.FindIndex(vouchers, v => !RefusedValues.Fits(v)) is >= 0 and var voucher)
        {
            wrong($"{path}.vouchers[{voucher}]", "Un titre est cesuPaper, cesuElectronic ou ancv, et un âge va de 1 à 18 ans.");
        }

        if (collecting?.Phone is { } phone && (!RefusedValues.Fits(collecting, nameof(collecting.Phone)) || phone.Count(char.IsAsciiDigit) < 8
            || !phone.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '.' or '\u00A0')))
        {
            wrong(path + ".phone", "Un numéro de téléphone : 04 65 71 12 34.");
        }

        if (collecting?.Email is { } email && (!RefusedValues.Fits(collecting, nameof(collecting.Email)) || email.Any(char.IsWhiteSpace)
            || email.Split('@') is not [{ Length: > 0 }, { Length: > 2 } domain] || !domain.Contains('.', StringComparison.Ordinal)))
        {
            wrong(path + ".email", "Une adresse de courriel : regie@commune.fr.");
        }
    }

    private static void Debit(DebitRules? debit, string path, Action<string, string> wrong)
    {
        if (debit is not null && !CreditorId.IsValid(debit.CreditorId))
        {
            wrong(path + ".creditorId", "Cet identifiant de créancier (ICS) n’est pas valide : recopiez-le du courrier de la Banque de France.");
        }

        if (debit is not null && !Iban.IsValid(debit.Iban))
        {
            wrong(path + ".iban", "Cet IBAN n’est pas valide : vérifiez chaque chiffre.");
        }
    }

    private static void Dunning(DunningStep[] steps, string path, Action<string, string> wrong)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (!RefusedValues.Fits(steps[i], nameof(DunningStep.Days)) || (i > 0 && steps[i].Days <= steps[i - 1].Days))
            {
                wrong($"{path}.steps[{i}].days", "De 1 à 365 jours après l’échéance, plus que l’étape d’avant.");
            }
        }
    }

    private static void Prepaid(PrepaidRules? prepaid, string path, Action<string, string> wrong)
    {
        if (prepaid is null)
        {
            return;
        }

        if (prepaid.Book is { } book && !RefusedValues.Fits(book))
        {
            wrong(path + ".book", "Une clé sans espace, un nom, des prestations, de 1 à 100 tickets et un prix de 0,01 à 1 000 euros.");
        }

        if (prepaid.Hold is { } hold && !RefusedValues.Fits(hold, nameof(HoldRule.Minutes), nameof(HoldRule.Units)))
        {
            wrong(path + ".hold", "De 5 minutes à 7 jours, et au moins une prestation.");
        }

        if (prepaid.Hold?.Dates is { } dates
            && (!RefusedValues.Fits(prepaid.Hold, nameof(HoldRule.Dates)) || dates.Any(d => d.Until < d.From || d.By >= d.From)
                || dates.OrderBy(d => d.From).Zip(dates.OrderBy(d => d.From).Skip(1)).Any(p => p.Second.From <= p.First.Until)))
        {
            wrong(path + ".hold",
                "Chaque période va d’un jour à un autre, sans chevaucher une autre, et se paie au plus tard un jour d’avant son début. Vingt au plus.");
        }

        if (!RefusedValues.Fits(prepaid, nameof(prepaid.Amounts))
            || Array.Exists(prepaid.Amounts ?? [], a => a < prepaid.Least || a > 1000 || decimal.Round(a, 2) != a))
        {
            wrong(path + ".amounts", "Six sommes au plus, du minimum à 1 000 euros.");
        }
    }
}
