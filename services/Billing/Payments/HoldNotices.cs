using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>What the payer of held days is told; who booked them, where that is another household, is told without sums.</summary>
internal sealed class HoldNotices(BillingDb db, BillingRules rules, Guid payer, DateTime now)
{
    private const string Kind = "prepaid";

    public void Ask(List<Held> fresh, List<Held> open, long missing)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        var until = open.Min(h => h.Day.Until).ToLocal(rules.Zone);
        // Days of several printed dates: each says its own.
        var lines = open.Select(h => h.Day.Until).Distinct().Count() == 1 ? Lines(open)
            : string.Join('\n', open.OrderBy(h => h.Day.Date)
                .Select(h => $"– {French.Date(h.Day.Date)}, avant {Moment(h.Day.Until.ToLocal(rules.Zone))}").Distinct());
        Notify(payer, $"À payer avant {Moment(until, isShort: until.TimeOfDay != default)} pour garder vos jours",
            $"Versez {French.Price(Euros.Of(missing))} avant {Moment(until)}. Sans cela, ces places vont aux suivants :\n{lines}",
            "prepaye");
        foreach (var booker in fresh.Where(h => h.Booker != payer).GroupBy(h => h.Booker))
        {
            Notify(
                booker.Key,
                until.TimeOfDay == default
                    ? $"Vos jours tiennent jusqu’au {French.Date(DateOnly.FromDateTime(until).AddDays(-1))} à minuit"
                    : $"Vos jours tiennent jusqu’à {until:H' h 'mm}",
                $"L’autre foyer, qui les paie, vient d’être prévenu. S’il ne paie pas à temps, ces places vont aux suivants :\n{Lines(booker)}", "planning");
        }
    }

    /// <summary>Only those the payer was asked for: what the account covered at once is a booking like any other.</summary>
    public void Kept(List<Held> days)
    {
        if (days.FindAll(h => h.Day.Told) is { Count: > 0 } asked)
        {
            Notify(payer, "C’est payé : vos jours sont confirmés", $"Votre versement couvre ces jours, qui sont réservés :\n{Lines(asked)}", "planning");
        }
    }

    public void GivenUp(List<Held> days)
    {
        if (days.Count == 0)
        {
            return;
        }

        var ended = days.Min(d => d.Day.Until).ToLocal(rules.Zone) is { TimeOfDay.Ticks: 0 } printed ? Moment(printed) : $"{now.ToLocal(rules.Zone):H' h 'mm}";
        Notify(payer, "Jours non payés : les places sont rendues",
            $"Le délai de paiement est passé ({ended}). Ces jours ne sont plus réservés, rien n’est dû :\n{Lines(days)}", "planning");
        foreach (var booker in days.Where(h => h.Booker != payer).GroupBy(h => h.Booker))
        {
            Notify(booker.Key, "Jours non payés : les places sont rendues",
                $"L’autre foyer, qui paie ces jours, ne les a pas payés à temps. Ils ne sont plus réservés :\n{Lines(booker)}", "planning");
        }
    }

    /// <summary>The money came when the places were given back: it is on the account, and the payer's to use.</summary>
    public void TooLate(long cents, List<DateOnly> days)
    {
        if (days.Count > 0)
        {
            Notify(payer, $"Votre versement de {French.Price(Euros.Of(cents))} est arrivé après le délai",
                $"Ces jours avaient déjà été rendus :\n{Lines(days)}\nLa somme est sur votre compte prépayé : réservez à nouveau s’il reste des places, ou demandez-en le remboursement.",
                "prepaye");
        }
    }

    // Midnight at the end of a printed day is said by that day, as it was printed.
    private static string Moment(DateTime local, bool isShort = false) => local.TimeOfDay == default
        ? $"le {French.Date(DateOnly.FromDateTime(local).AddDays(-1))}{(isShort ? "" : " à minuit")}"
        : isShort ? $"{local:H' h 'mm}" : $"le {French.Date(DateOnly.FromDateTime(local))} à {local:H' h 'mm}";

    private void Notify(Guid family, string subject, string text, string path) =>
        db.Raise(new FamilyNotified(db.CurrentTenant, now, Guid.CreateVersion7(), family, Kind, subject, text, path));

    private static string Lines(IEnumerable<Held> days) => Lines(days.Select(d => d.Day.Date));

    private static string Lines(IEnumerable<DateOnly> days) => string.Join('\n', days.Distinct().Order().Select(d => $"– {French.Date(d)}"));
}
