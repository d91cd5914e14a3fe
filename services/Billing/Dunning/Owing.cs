using Preau.Billing.Plans;

namespace Preau.Billing.Dunning;

/// <summary>What a payer owes and since when. What is contested, or will be debited, is left alone. Pure.</summary>
internal sealed record Owing(OwedInvoice[] Overdue)
{
    public static Owing Of(IEnumerable<OwedInvoice> invoices, DateOnly today) =>
        new([.. invoices.Where(i => i.Open > 0 && i.DueDate < today && !i.Contested && !i.Debited).OrderBy(i => i.DueDate)
            .ThenBy(i => i.Number, StringComparer.Ordinal)]);

    public long Cents => Overdue.Sum(i => i.Open);

    public DateOnly? Oldest => Overdue.Length == 0 ? null : Overdue[0].DueDate;

    /// <summary>CGCT D1611-1: under it a claim isn't put into recovery; small debts of a debtor count together.</summary>
    public bool MayBecomeTitle(long least) => Cents > 0 && Cents >= least;

    /// <summary>What a letter is given to arrive and be paid, unless the steps themselves are closer.</summary>
    private const int Patience = 7;

    /// <summary>
    /// The step whose turn it is: the one after the last that was sent, once its day has come; null when none. An old debt whose first letter leaves late
    /// doesn't get the second the same day.
    /// </summary>
    /// <param name="sent">Last step sent about the oldest debt; 0 for none.</param>
    /// <param name="days">Of each step, rising.</param>
    /// <param name="sentOn">When that step was sent.</param>
    public int? NextStep(int sent, IReadOnlyList<int> days, DateOnly today, DateOnly? sentOn = null) =>
        Oldest is { } oldest && sent < days.Count && today.DayNumber - oldest.DayNumber >= days[sent]
        && (sent == 0 || sentOn is not { } letter || today.DayNumber - letter.DayNumber >= Math.Min(Patience, days[sent] - days[sent - 1])) ? sent + 1 : null;
}
