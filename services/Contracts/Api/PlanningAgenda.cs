using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/planning/feeds: the private calendar addresses of the guardian
/// who asks. An address itself is shown once, when it is made.</summary>
/// <param name="ChildId">Null for all children.</param>
/// <param name="Deadlines">Limits for booking are in it too.</param>
/// <param name="ReadAt">Local day and time at which a calendar last fetched it, to the day; null when never.</param>
public sealed record FeedView(Guid FeedId, Guid? ChildId, string? Child, bool Deadlines, DateTime CreatedAt, DateTime? ReadAt);

/// <summary>POST /api/{tenant}/planning/feeds, guardians only; five at most. Answers <see cref="FeedMade"/>.</summary>
public sealed record MakeFeed([property: Required] bool? Deadlines, Guid? Child = null);

/// <summary>Also of POST …/feeds/{id}/renew: the former address ends at once.</summary>
/// <param name="Path">Of the address, relative to the commune: "agenda/….ics". Never shown again.</param>
public sealed record FeedMade(FeedView Feed, string Path);

/// <summary>GET and PUT /api/{tenant}/planning/reminders: a message before the first limit of a week for which nothing is booked, by consent.</summary>
/// <param name="Offered">The commune sends such reminders.</param>
/// <param name="HoursBefore">So long before the first limit.</param>
public sealed record ReminderView(bool Offered, bool On, int HoursBefore);

public sealed record SetReminder([property: Required] bool? On);
