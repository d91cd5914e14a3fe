namespace Preau.Contracts.Api;

/// <summary>GET …/planning/todo, agents: what waits for an answer besides the requests of <see cref="QueuePage"/>.</summary>
/// <param name="Enrolments">Enrolments asked for and not answered.</param>
/// <param name="Certificates">Certificates that arrived and nobody has accepted or refused.</param>
/// <param name="Allocations">Periods whose wishes are closed and whose places aren't allocated; the earliest first.</param>
public sealed record TodoView(int Enrolments, int Certificates, TodoAllocation[] Allocations);

/// <param name="Label">Service and period.</param>
/// <param name="Families">How many sent wishes.</param>
public sealed record TodoAllocation(string Service, string Period, string Label, int Families);
