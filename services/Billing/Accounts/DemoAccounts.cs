namespace Preau.Billing.Accounts;

/// <summary>Section "billing" of a demonstration file.</summary>
internal sealed record DemoAccounts(DemoInvoice[]? Invoices = null, DemoPayment[]? Payments = null);

/// <param name="DueDate">Null: by the cash office's rule.</param>
/// <param name="Title">Number of the ORMC or title the treasury collects it by.</param>
internal sealed record DemoInvoice(Guid Family, string Number, string CashOffice, DateOnly Date, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Amount, DateOnly? DueDate = null,
    string? Title = null, DateOnly? TitleDate = null);

/// <param name="Invoices">Numbers of the invoices it settles, in order; what is left over stays on the account.</param>
internal sealed record DemoPayment(Guid Family, string Number, string CashOffice, DateOnly Date, decimal Amount, PaymentMethod Method, string[]? Invoices = null);
