using Preau.Contracts.Api;

namespace Preau.Billing.Ledger;

/// <summary>Means of payment in words, and those of a cash office.</summary>
internal static class Methods
{
    private static readonly string[] Usual = [PayMethods.Cheque, PayMethods.Cash, PayMethods.Transfer];

    public static string Word(string method) => method switch
    {
        PayMethods.Cheque => "Chèque",
        PayMethods.Cash => "Espèces",
        PayMethods.Transfer => "Virement",
        PayMethods.Card => "Carte bancaire",
        PayMethods.DirectDebit => "Prélèvement",
        PayMethods.CesuPaper => "CESU papier",
        PayMethods.CesuElectronic => "CESU en ligne",
        PayMethods.Ancv => "Chèques-vacances (ANCV)",
        PayMethods.ThirdParty => "Aide d’un tiers",
        _ => "CESU ou chèques-vacances",
    };

    /// <summary>A refund in the books; of those from before the means was asked, none is told.</summary>
    public static string Refund(string? method) => string.IsNullOrEmpty(method) ? "Remboursement" : $"Remboursement\u00A0: {Word(method)}";

    /// <summary>Those an agent may take in at the counter: what the founding act of the régie lists.</summary>
    public static IEnumerable<string> Of(Collecting? collecting) => collecting?.Methods ?? Usual;

    public static bool IsVoucher(string method) => method is PayMethods.CesuPaper or PayMethods.CesuElectronic or PayMethods.Ancv;
}

/// <summary>What a means of payment may pay (facts §7): vouchers only care, never food, and only where the commune's convention says so.</summary>
internal static class MayPay
{
    /// <summary>Cents of an open line this means may pay; null means: not restricted.</summary>
    public static long Line(Collecting? collecting, string? method, DebtLine line, DateOnly birth)
    {
        if (method is null || !Methods.IsVoucher(method))
        {
            return line.Open;
        }

        var rule = Array.Find(collecting?.Vouchers ?? [], v => v.Method == method && v.Units.Contains(line.Unit));
        var eligible = rule is not null && line.Open > 0 && line.Kind is not (Cells.PriceKind.Late or Cells.PriceKind.Penalty)
            && (rule.Below is not { } age || IsBelow(birth, line.Date, age));
        return eligible ? Math.Max(0, Math.Min(line.Open, line.Cents - line.FoodCents - line.Paid)) : 0;
    }

    /// <summary>"Under six": until the day before the sixth birthday; who was born on 29 February is six on 1 March of a common year.</summary>
    public static bool IsBelow(DateOnly birth, DateOnly day, int age) =>
        day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0) < age;

    /// <summary>Face values, no change: the greatest sum of vouchers that isn't over what is eligible.</summary>
    public static long Accept(IReadOnlyCollection<long> vouchers, long eligible)
    {
        var sums = new HashSet<long> { 0 };
        foreach (var voucher in vouchers)
        {
            sums.UnionWith([.. sums.Select(s => s + voucher).Where(s => s <= eligible)]);
        }

        return sums.Max();
    }
}
