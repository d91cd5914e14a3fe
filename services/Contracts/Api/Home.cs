namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/planning/home, for guardians: all the home page shows of the planning, in one call.</summary>
/// <param name="Months">This month and, when the next week ends in it, the next; of their cells those
/// from today to the end of the next week, and no list to choose from.</param>
/// <param name="Waiting">Requests of the last three months that wait for an agent or for a place, newest first.</param>
/// <param name="Offers">Places held for the family, soonest end first.</param>
/// <param name="Evidence">Certificates still to be sent.</param>
public sealed record PlanningHome(
    MonthView[] Months, RequestSummary[] Waiting, OfferView[] Offers, EvidenceDue[] Evidence, EnrolmentWaiting[]? Enrolments = null);

/// <summary>An enrolment the family asked for and nobody has answered. Date-times are local.</summary>
public sealed record EnrolmentWaiting(Guid Id, string Number, DateTime At, string Child, string ServiceLabel);

/// <param name="Due">Last local minute.</param>
public sealed record EvidenceDue(Guid Id, string Child, DateTime Due);

/// <summary>GET /api/{tenant}/billing/home, for guardians.</summary>
/// <param name="Month">Sum of what is charged this month, as in <see cref="ChargesView.Total"/>.</param>
public sealed record BillingHome(AccountView Account, decimal Month, RunningMonth? Running = null);

/// <summary>GET /api/{tenant}/messaging/home, for guardians.</summary>
/// <param name="Unread">As in <see cref="UnreadView"/>.</param>
/// <param name="New">The newest unread threads, two at most.</param>
public sealed record MessagingHome(int Unread, ThreadSummary[] New, PublicationsView Publications);
