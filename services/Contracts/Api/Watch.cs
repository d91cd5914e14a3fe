namespace Preau.Contracts.Api;

/// <summary>How a service is, for the operator: numbers of the whole service, of no commune and of nobody.</summary>
/// <param name="Service">"planning".</param>
/// <param name="Parked">Messages its consumers gave up, waiting in the broker's error queue; null without a broker.</param>
public sealed record WatchReport(string Service, DateTimeOffset At, WatchOutbox Outbox, long? Parked, WatchFigure[] Figures, WatchWorker[] Workers);

/// <param name="Waiting">Events written and not yet handed to the bus.</param>
/// <param name="Failing">Of these, tried in vain at least once.</param>
/// <param name="OldestSeconds">Age of the oldest, 0 when none waits.</param>
/// <param name="Errors">Kinds of the failures with how many events each holds.</param>
public sealed record WatchOutbox(long Waiting, long Failing, long OldestSeconds, IReadOnlyDictionary<string, int> Errors);

/// <param name="Name">Of the metric: "preau.requests.waiting".</param>
/// <param name="What">For a person who reads the page, in French.</param>
public sealed record WatchFigure(string Name, string Unit, string What, long Value);

/// <param name="LastRound">When it last went through its round; null when never since the start.</param>
/// <param name="LastError">Kind of the last failure since the start.</param>
public sealed record WatchWorker(string Name, DateTimeOffset? LastRound, long Rounds, long Failures, DateTimeOffset? LastFailure, string? LastError);

/// <param name="Events">Events of the outbox that are tried again at once.</param>
/// <param name="Parked">Messages put back from the error queue into the queue.</param>
/// <param name="Others">What the service itself tries again, such as mails.</param>
public sealed record WatchRetried(int Events, int Parked, int Others);
