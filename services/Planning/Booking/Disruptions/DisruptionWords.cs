using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>A disruption in French, for families, lists and « Pourquoi ? ».</summary>
internal static class DisruptionWords
{
    /// <summary>« Grève du personnel : Restauration scolaire ne fonctionne pas. »</summary>
    public static string Sentence(Disruption disruption, PlanningRules rules)
    {
        var what = disruption.Effect switch
        {
            DisruptionEffect.Close => $"{Services(disruption, rules)} : pas d’accueil.",
            DisruptionEffect.Excuse => $"{Services(disruption, rules)} : ce qui était réservé n’est pas facturé.",
            _ => $"{Services(disruption, rules)} : accueil modifié.",
        };
        return $"{disruption.Cause}. {what}{(disruption.Note is { } note ? " " + note : "")}";
    }

    /// <summary>To whom and what it applies: « Restauration scolaire ; CE2, CM1 ».</summary>
    public static string Scope(Disruption disruption, PlanningRules rules) =>
        string.Join(" ; ", new[] { Services(disruption, rules), Commas(disruption.Schools), Commas(disruption.Grades) }.Where(p => p.Length > 0));

    /// <summary>What one family is told, once.</summary>
    /// <param name="booked">It had days booked or asked.</param>
    /// <param name="waited">It waited for places.</param>
    /// <param name="weeks">Some of the days belong to weeks, which are billed as one.</param>
    public static FamilyNotified Notice(PlanningDb db, Disruption disruption, PlanningRules rules, Guid family, IReadOnlyList<string> children,
        DateTimeOffset now, bool undone, bool booked, bool waited, bool weeks = false)
    {
        var today = rules.Today(now);
        var when = FrenchDates.Range(disruption.First, disruption.Last, today);
        var names = string.Join(", ", children);
        var text = undone
            ? $"L’annonce « {disruption.Cause} » ({when}) est annulée.{(booked ? $" Ce qui était réservé pour {names} l’est de nouveau." : "")}{(waited ? " Chaque demande sur liste d’attente retrouve son tour." : "")}"
            : disruption.Effect == DisruptionEffect.Reduced ? $"{Sentence(disruption, rules)}\nConcerne {names}."
            : $"{Sentence(disruption, rules)}{(booked ? $"\nPour {names}, ces jours ne seront pas facturés.{(weeks ? " Une semaine réservée en entier reste due, sauf si tous ses jours sont excusés." : "")}" : "")}{(waited ? $"\nPour {names}, les demandes qui attendaient une place ces jours-là sont closes." : "")} Vous n’avez rien à faire.";
        return new FamilyNotified(db.CurrentTenant, now.UtcDateTime, Guid.CreateVersion7(), family, "disruption",
            $"{disruption.Cause}, {when}{(undone ? " : annulé" : "")}", text, $"planning?mois={disruption.First:yyyy-MM}");
    }

    private static string Services(Disruption disruption, PlanningRules rules)
    {
        var services = Disruption.Of(disruption.Services).Select(s => rules.Services.TryGetValue(s, out var known) ? known.Label : s).Distinct();
        var facilities = Disruption.Of(disruption.Facilities).Select(f => rules.Facilities.FirstOrDefault(k => k.Key == f)?.Label ?? f);
        var all = string.Join(", ", services.Concat(facilities));
        return all.Length == 0 ? "Tous les services" : all;
    }

    private static string Commas(string list) => string.Join(", ", Disruption.Of(list));
}
