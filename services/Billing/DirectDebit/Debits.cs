using Preau.Billing.Banking;

namespace Preau.Billing.DirectDebit;

/// <summary>One invoice that could be debited, with its mandate.</summary>
/// <param name="Invoice">Its number; unique in a file.</param>
/// <param name="LastDebit">Of the mandate; null before the first.</param>
/// <param name="Iban">Null while it is sealed: it was checked before.</param>
/// <param name="OnlinePaymentPending">Someone is paying it this minute.</param>
/// <param name="Held">Contested: an agent has to answer first.</param>
internal sealed record Debit(
    string Invoice, long Cents, string MandateId, DateOnly? Signed, string DebtorName, string? Iban, DateOnly? LastDebit = null, bool OneOff = false,
    bool Revoked = false,
    bool OnlinePaymentPending = false, bool InFile = false, bool Held = false);

/// <param name="Why">amount, unsigned, revoked, lapsed, onlinePaymentPending, inFile, held, iban.</param>
internal sealed record DebitRefusal(string Invoice, string Why);

/// <summary>One block of a file: the same sequence and date.</summary>
internal sealed record DebitGroup(string Sequence, Debit[] Debits)
{
    public long Cents => Debits.Sum(d => d.Cents);
}

/// <summary>What a file debits and what it leaves out, and why. One group per sequence: one-off (OOFF) or recurrent (RCUR from the first debit on).</summary>
internal sealed record DebitSelection(DateOnly CollectionDate, DebitGroup[] Groups, DebitRefusal[] Refused)
{
    /// <summary>A mandate ends when this many months pass without a debit.</summary>
    public const int MonthsUnused = 36;

    /// <summary>Days before the debit on which the payer knows at the latest.</summary>
    public const int NoticeDays = 14;

    public int Count => Groups.Sum(g => g.Debits.Length);

    public long Cents => Groups.Sum(g => g.Cents);

    /// <summary>The latest day to tell of a debit.</summary>
    public static DateOnly LastNotice(DateOnly debit) => debit.AddDays(-NoticeDays);

    /// <param name="wanted">Moved to the next day on which banks work.</param>
    public static DebitSelection Of(DateOnly wanted, IEnumerable<Debit> debits)
    {
        var date = TargetCalendar.From(wanted);
        var judged = debits.Select(d => (Debit: d, Why: Why(d, date))).ToList();
        return new DebitSelection(
            date,
            [.. judged.Where(j => j.Why is null).Select(j => j.Debit).GroupBy(d => d.OneOff ? "OOFF" : "RCUR").OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new DebitGroup(g.Key, [.. g]))],
            [.. judged.Where(j => j.Why is not null).Select(j => new DebitRefusal(j.Debit.Invoice, j.Why!))]);
    }

    private static string? Why(Debit debit, DateOnly date) =>
        debit.Cents <= 0 ? "amount"
        : debit.Revoked ? "revoked"
        : debit.Signed is not { } signed ? "unsigned"
        : (debit.LastDebit ?? signed).AddMonths(MonthsUnused) <= date ? "lapsed"
        : debit.OnlinePaymentPending ? "onlinePaymentPending"
        : debit.InFile ? "inFile"
        : debit.Held ? "held"
        : debit.Iban is { } iban && !Iban.IsValid(iban) ? "iban"
        : null;
}
