namespace Preau.Billing.Tariffs;

/// <summary>Who collects: a régie (the commune knows what was paid) or the treasury by title (it doesn't: F-40).</summary>
/// <param name="Prefix">Begins the numbers of invoices and payments: "AL" gives AL-36 (F-98).</param>
/// <param name="ShowBalance">False: families see no balance of this office; always false in title mode.</param>
/// <param name="Notice">What families read in place of a balance.</param>
/// <param name="PayFip">Payment by card on the treasury's site.</param>
/// <param name="Collecting">Threshold, means, address: what bills and the counter need.</param>
/// <param name="DirectDebit">Debits of the payers' accounts; null: not offered.</param>
/// <param name="Dunning">Steps about unpaid invoices; null: nobody is reminded.</param>
/// <param name="Prepaid">Families pay in advance; null: they pay invoices.</param>
/// <param name="Pes">How the treasury's files name the office; null: nothing can be handed over by file.</param>
internal sealed record CashOffice(string Key, string Label, string Prefix, CashMode Mode, bool ShowBalance = true, string? Notice = null,
    TreasuryContact? Treasury = null, DueRule? Due = null,
    PayFip? PayFip = null, Collecting? Collecting = null, DebitRules? DirectDebit = null, PesRules? Pes = null, DunningRules? Dunning = null,
    PrepaidRules? Prepaid = null)
{
    /// <summary>Who writes, as its papers begin: name, address, contact.</summary>
    public string[] Head => [Label, .. Collecting?.Lines() ?? []];
}

internal enum CashMode
{
    Regie,
    Title,
}

internal sealed record TreasuryContact(string Name, string? Phone = null, string? Email = null, string? Address = null);

/// <param name="ClientNumber">The commune's, six digits (F-106).</param>
/// <param name="DaysAfterDue">How long after the due date a debt can still be paid there (F-107).</param>
/// <param name="Mode">T test, X activation, W open to families; null: not offered. Of a régie only: what the treasury collects is paid on its own site.</param>
/// <param name="Maximum">Euros, as the contract says: 100 000 with the web service.</param>
internal sealed record PayFip(string ClientNumber, int DaysAfterDue = 30, string? Mode = null, decimal Maximum = 100_000);

/// <summary>When an invoice falls due: at the end of the month <paramref name="EndOfMonth"/> months
/// after its issue (0 = the same), or a number of days after it.</summary>
internal sealed record DueRule(int? EndOfMonth = null, int? Days = null)
{
    public DateOnly DateFor(DateOnly issued) => EndOfMonth is { } months
        ? new DateOnly(issued.Year, issued.Month, 1).AddMonths(months + 1).AddDays(-1)
        : issued.AddDays(Days ?? 30);

    public string Words => EndOfMonth switch
    {
        null => Days == 0 ? "le jour de la facture" : $"{Days ?? 30} jours après la facture",
        0 => "à la fin du mois de la facture",
        1 => "à la fin du mois suivant",
        { } months => $"à la fin du {months}e mois suivant",
    };
}
