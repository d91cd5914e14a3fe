namespace Preau.Contracts.Api;

/// <summary>GET …/planning/todo, agents: what waits for an answer besides the requests of <see cref="QueuePage"/>.</summary>
/// <param name="Enrolments">Enrolments asked for and not answered.</param>
/// <param name="Certificates">Certificates that arrived and nobody has accepted or refused.</param>
/// <param name="Allocations">Periods whose wishes are closed and whose places aren't allocated; the earliest first.</param>
/// <param name="Checks">Days that contradict the rules or each other: GET /checks.</param>
/// <param name="Unmarked">What the roll of the last two weeks left open, for agents who mark.</param>
/// <param name="Places">Children who wait and for whom a place is free now: an agent may give it.</param>
public sealed record TodoView(int Enrolments, int Certificates, TodoAllocation[] Allocations, int Checks = 0, int Places = 0, int Unmarked = 0);

/// <summary>GET …/planning/reach?family=, agents: <paramref name="ToCall"/> when no guardian has an address we may write to.</summary>
public sealed record ReachView(bool ToCall);

/// <param name="Label">Service and period.</param>
/// <param name="Families">How many sent wishes.</param>
public sealed record TodoAllocation(string Service, string Period, string Label, int Families);
