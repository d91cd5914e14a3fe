using System.ComponentModel.DataAnnotations;
namespace Preau.Contracts.Settings;

/// <summary>A message before the first limit of a week for which nothing is booked, to guardians who asked for it.</summary>
public sealed record RemindersDocument
{
    /// <summary>The commune offers it.</summary>
    [Label("Proposer aux familles un rappel quand rien n’est réservé pour une semaine", Word = "proposés aux familles")]
    public bool Offered { get; init; } = true;

    /// <summary>Sent so many hours before the first limit: 1 to 168.</summary>
    [Label("Heures avant la première limite de la semaine", Word = "heures avant la limite"), Range(1, 168)]
    public int HoursBefore { get; init; } = 24;
}
