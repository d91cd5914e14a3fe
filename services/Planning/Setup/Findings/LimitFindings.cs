using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Setup.Findings;

/// <summary>What the limits of a service come to on its coming days: in the holidays, after the day, closing before they open.</summary>
internal sealed class LimitFindings(PlanningRules rules, DateOnly today, List<SettingsFinding> found)
{
    /// <param name="days">The service's open days.</param>
    public void Check(Service service, string path, IReadOnlyList<DateOnly> days)
    {
        First(days, d => service.Day(d).OpensAt is { } opens && opens >= service.Day(d).Book.ClosesAt, day => Warn("opens.after-closes", service, path,
            $"Pour le {Day(day)}, les réservations ouvrent le {Moment(rules.Local(service.Day(day).OpensAt!.Value))}, après leur fermeture le {Moment(service.Day(day).Book)} : personne ne pourra réserver.",
            "Ouvrez les réservations plus tôt, ou reculez la limite."));
        First(days, d => Act(service, d, DeadlineAct.Book).WouldBe(d, service.Calendar) > d.ToDateTime(new TimeOnly(23, 59)), day =>
            Warn("limit.after-day", service, path,
            $"Pour le {Day(day)}, la limite pour réserver ({Moment(Act(service, day, DeadlineAct.Book).WouldBe(day, service.Calendar))}) vient après le jour lui-même.",
            "Choisissez une date avant les jours du service."));
        CheckHolidays(service, path, days);
        CheckOrder(service, path, days);
        First(days, d => service.Day(d).Cancel.ClosesAt < service.Day(d).Book.ClosesAt, day => Advise("cancel.before-book", service, path,
            $"Pour le {Day(day)}, on réserve jusqu’au {Moment(service.Day(day).Book)} mais on n’annule que jusqu’au {Moment(service.Day(day).Cancel)} : une réservation tardive ne peut plus être annulée.",
            "Prenez la même limite pour annuler que pour réserver."));
        First(days, d => service.Day(d).Cancel.ClosesAt > service.Day(d).Book.ClosesAt && service.Day(d).Cancel.Rule.Late == LateAnswer.Refuse, day =>
            Advise("cancel.after-book", service, path,
            $"Pour le {Day(day)}, on annule jusqu’au {Moment(service.Day(day).Cancel)}, après la fin des réservations ({Moment(service.Day(day).Book)}) : la place libérée ne peut plus être prise en ligne.",
            "C’est souvent voulu. Sinon, prenez la même limite, ou une liste d’attente."));
        First(days, d => service.Day(d).Absence.ClosesAt < service.Day(d).Cancel.ClosesAt, day => Advise("absence.before-cancel", service, path,
            $"Pour le {Day(day)}, une absence est en retard dès le {Moment(service.Day(day).Absence)}, alors qu’on peut encore annuler jusqu’au {Moment(service.Day(day).Cancel)}.",
            "Prenez pour les absences la même limite que pour annuler, ou une limite plus tardive."));
    }

    private void CheckOrder(Service service, string path, IReadOnlyList<DateOnly> days)
    {
        First(days, d => service.Day(d).OrderedAt < service.Day(d).Book.ClosesAt, day => Warn("order.before-limit", service, path,
            $"Pour le {Day(day)}, la commande passe ({Moment(rules.LastMinute(service.Day(day).OrderedAt)!.Value)}) "
            + $"avant la limite pour réserver ({Moment(service.Day(day).Book)}) : c’est elle qui ferme les réservations.",
            "Reculez l’heure de commande, ou avancez la limite."));
        First(days, d => service.Day(d) is { OrderedAt: null, Book.Rule.Late: not LateAnswer.Refuse }, day => Advise("late.endless", service, path,
            $"Après la limite du {Moment(service.Day(day).Book)}, le {Day(day)} se demande encore jusqu’au soir du jour même : "
            + "aucune heure de commande n’y met fin.",
            "Donnez au service son heure de commande."));
    }

    private static DeadlineRule Act(Service service, DateOnly day, DeadlineAct act) => act switch
    {
        DeadlineAct.Book => service.Day(day).Book.Rule,
        DeadlineAct.Cancel => service.Day(day).Cancel.Rule,
        _ => service.Day(day).Absence.Rule,
    };

    private static void First(IReadOnlyList<DateOnly> days, Func<DateOnly, bool> wrong, Action<DateOnly> tell)
    {
        foreach (var day in days)
        {
            if (wrong(day))
            {
                tell(day);
                return;
            }
        }
    }

    private void CheckHolidays(Service service, string path, IReadOnlyList<DateOnly> days)
    {
        // A day of class whose limit falls when nobody thinks of it. Services of the holidays themselves are another matter.
        // No finding where the day to use instead is no better.
        List<DateOnly> hit = [.. days.Where(d =>
            !service.Calendar.IsSchoolHoliday(d) && LimitDay(service, d) is { } limit && limit < d && IsHoliday(limit)
            && !(service.Calendar.PreviousOpenDay(d) is { } open && IsHoliday(open)))];
        bool IsHoliday(DateOnly date) => service.Calendar.IsSchoolHoliday(date) || service.Calendar.IsPublicHoliday(date);
        if (hit.Count > 0)
        {
            var (day, limit) = (hit[0], LimitDay(service, hit[0])!.Value);
            var when = service.Calendar.IsSchoolHoliday(limit) ? "pendant les vacances" : "un jour férié";
            var open = service.Calendar.PreviousOpenDay(day);
            Warn("limit.in-holidays", service, path,
                $"Pour le {Day(day)}, la limite tombe {when}, le {Day(limit)} : peu de familles y penseront{(hit.Count > 1 ? $" ({hit.Count} jours dans l’année)" : "")}.",
                open is { } last ? $"Prenez le jour d’ouverture précédent : ce serait le {Day(last)}." : "Prenez le jour d’ouverture précédent.");
        }
    }

    private DateOnly? LimitDay(Service service, DateOnly day) =>
        rules.LastMinute(service.Day(day).Book.ClosesAt) is { } last ? DateOnly.FromDateTime(last) : null;

    private string Day(DateOnly day) => FrenchDates.Day(day, today);

    private string Moment(Limit limit) => rules.LastMinute(limit.ClosesAt) is { } last ? Moment(last) : "";

    private string Moment(DateTime local) => FrenchDates.Moment(local, today);

    private void Warn(string code, Service service, string path, string text, string fix) =>
        found.Add(new SettingsFinding(code, "warning", path + ".rule", service.Label, text, fix));

    private void Advise(string code, Service service, string path, string text, string fix) =>
        found.Add(new SettingsFinding(code, "advice", path + ".rule", service.Label, text, fix));
}
