namespace Preau.Planning.Rulebook;

/// <summary>A message before the first limit of a week for which nothing is booked, to guardians who asked for it.</summary>
public sealed record RemindersDocument
{
    /// <summary>The commune offers it.</summary>
    public bool Offered { get; init; } = true;

    /// <summary>Sent so many hours before the first limit: 1 to 168.</summary>
    public int HoursBefore { get; init; } = 24;
}
