namespace Preau.Contracts;

/// <summary>
/// Whether a household may book, as its debts and an agent decide; what is booked stays. State: keep the highest <paramref name="Version"/> per family.
/// </summary>
/// <param name="Meals">Meals as well: only ever by an agent's decision.</param>
public sealed record BookingsStopped(string Tenant, DateTime At, Guid FamilyId, long Version, bool Stopped, bool Meals) : IEvent;

/// <summary>An invoice or credit note was issued; it never changes. Known by its id, so that the same event again adds nothing.</summary>
/// <param name="Kind">"invoice" or "credit".</param>
/// <param name="Cents">Amount in cents; negative for a credit note.</param>
/// <param name="Advance">Cents of it that an advance has paid already.</param>
/// <param name="Period">"décembre 2026", as sentences say it.</param>
/// <param name="HowToPay">One sentence where the treasury collects; else null.</param>
public sealed record InvoiceIssued(
    string Tenant, DateTime At, Guid InvoiceId, Guid FamilyId, string Number, string Kind, string OfficeLabel, DateOnly Date, DateOnly DueDate,
        string Period, long Cents, long Advance, string? HowToPay) : IEvent;

/// <summary>
/// Tickets a household has bought of a book, less those whose value it asked back. State: keep the
/// highest <paramref name="Version"/> per family and book. How many are left is
/// Planning's to count, in the transaction that books.
/// </summary>
/// <param name="Book">Key that the units booked with it name.</param>
/// <param name="Since">Days from this one on use them.</param>
public sealed record TicketsBought(string Tenant, DateTime At, Guid FamilyId, string Book, long Version, int Tickets, DateOnly Since) : IEvent;

/// <summary>Days whose booking was held until it was paid, and wasn't in time: Planning gives them up. A day that was changed since stays as it is.</summary>
public sealed record DaysUnpaid(string Tenant, DateTime At, Guid FamilyId, UnpaidDay[] Days) : IEvent;

/// <param name="Version">Of the cell as it was booked.</param>
public sealed record UnpaidDay(Guid ChildId, string Unit, DateOnly Date, long Version);

/// <summary>A payment was recorded, or taken back. State: keep the highest <paramref name="Version"/> per payment.</summary>
/// <param name="Number">Of the receipt.</param>
/// <param name="Method">In words: "chèque".</param>
/// <param name="On">Numbers of the invoices it settles.</param>
/// <param name="Reversed">Taken back, with its reason.</param>
public sealed record PaymentRecorded(
    string Tenant, DateTime At, Guid PaymentId, long Version, Guid FamilyId, string Number, string OfficeLabel, DateOnly Date, string Method, long Cents,
        long Advance, string[] On, string? Reversed) : IEvent;
