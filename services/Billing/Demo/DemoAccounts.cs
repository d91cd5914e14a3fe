using Preau.Contracts.Api;

namespace Preau.Billing.Demo;

/// <summary>Section "billing" of a demonstration file.</summary>
internal sealed record DemoAccounts(DemoInvoice[]? Invoices = null, DemoPayment[]? Payments = null, DemoHistory? History = null);

/// <param name="DueDate">Null: by the cash office's rule.</param>
/// <param name="Title">Number of the ORMC or title the treasury collects it by.</param>
internal sealed record DemoInvoice(Guid Family, string Number, string CashOffice, DateOnly Date, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Amount,
    DateOnly? DueDate = null,
    string? Title = null, DateOnly? TitleDate = null);

/// <param name="Invoices">Numbers of the invoices it settles, in order; what is left over stays on the account.</param>
internal sealed record DemoPayment(Guid Family, string Number, string CashOffice, DateOnly Date, decimal Amount, string Method, string[]? Invoices = null);

/// <summary>Days that were served and what was done about them, played once every family in it is known.</summary>
internal sealed record DemoHistory(DemoDays[] Days, DemoStep[] Steps);

/// <param name="Weekdays">1 for Monday.</param>
/// <param name="EveryOtherWeek">The week of From, and each second after it: a child with two homes.</param>
internal sealed record DemoDays(
    Guid Family, Guid Child, string Unit, DateOnly From, DateOnly Until, int[] Weekdays, DateOnly[]? Except = null, bool EveryOtherWeek = false)
{
    public bool Has(DateOnly day) => Weekdays.Contains(Weekday(day)) && Except?.Contains(day) != true
        && (!EveryOtherWeek || (day.DayNumber - From.DayNumber + Weekday(From) - 1) / 7 % 2 == 0);

    private static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
}

/// <summary>One of: a run (Office, From, Until, Date), a payment (Family, Office, Date, Method, Amount;
/// Books of tickets it buys), an agreement of a third party (Family, Child, From,
/// Percent, Party), an excuse (Child, Unit, Date), a credit note (Family, Date, Reason), a mandate (Family, Office, Date, Iban, Holder).</summary>
internal sealed record DemoStep(
    string Do, DateOnly Date, string? Office = null, DateOnly? From = null, DateOnly? Until = null, Guid? Family = null, string? Method = null,
        decimal? Amount = null,
    Guid? Child = null, string? Unit = null, string? Reason = null, string? Iban = null, string? Holder = null, int? Books = null,
    SaveThirdParty? Party = null, decimal? Percent = null);
