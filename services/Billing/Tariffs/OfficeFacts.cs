using Preau.Billing.Banking;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>What follows from the settings of a cash office.</summary>
internal static class OfficeFacts
{
    extension(CashOffice office)
    {
        /// <summary>Who writes, as its papers begin: name, address, contact.</summary>
        public string[] Head => [office.Label, .. office.Collecting?.Lines() ?? []];
    }

    extension(Collecting collecting)
    {
        /// <summary>Address and contact, line by line, as papers begin.</summary>
        public IEnumerable<string> Lines() =>
        [
            .. collecting.Address ?? [], .. Line("Téléphone", collecting.Phone), .. Line("Courriel", collecting.Email), .. Line("Ouvert", collecting.Hours),
        ];
    }

    extension(DueRule due)
    {
        public DateOnly DateFor(DateOnly issued) => due.EndOfMonth is { } months
            ? new DateOnly(issued.Year, issued.Month, 1).AddMonths(months + 1).AddDays(-1)
            : issued.AddDays(due.Days ?? 30);

        public string Words => due.EndOfMonth switch
        {
            null => due.Days == 0 ? "le jour de la facture" : $"{due.Days ?? 30} jours après la facture",
            0 => "à la fin du mois de la facture",
            1 => "à la fin du mois suivant",
            { } months => $"à la fin du {months}e mois suivant",
        };
    }

    extension(DebitRules debit)
    {
        /// <summary>The day of a debit that an invoice of that day tells of.</summary>
        public DateOnly DebitDay(DateOnly issued, DateOnly due)
        {
            var first = issued.AddDays(debit.NoticeDays);
            return TargetCalendar.From(due > first ? due : first);
        }
    }

    extension(HoldRule hold)
    {
        /// <summary>The printed day that a booking made on that day has to be paid by; null when its minutes count.</summary>
        public DateOnly? PrintedOn(DateOnly date, DateOnly booked) =>
            Array.Find(hold.Dates ?? [], d => d.From <= date && date <= d.Until && booked <= d.By)?.By;

        /// <summary>UTC: midnight at the end of the printed day in the commune's zone, or so many minutes from now.</summary>
        public DateTime EndOf(DateOnly date, DateTime now, TimeZoneInfo zone) => hold.PrintedOn(date, DateOnly.FromDateTime(now.ToLocal(zone))) is { } by
            ? TimeZoneInfo.ConvertTimeToUtc(by.AddDays(1).ToDateTime(TimeOnly.MinValue), zone) : now.AddMinutes(hold.Minutes);
    }

    private static IEnumerable<string> Line(string name, string? value) => value is null ? [] : [$"{name}\u00A0: {value}"];
}
