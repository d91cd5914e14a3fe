using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

public enum Answer
{
    Refused,

    /// <summary>The cell is already so.</summary>
    Unchanged,

    /// <summary>An agent will decide.</summary>
    ToAgent,

    /// <summary>It waits for a place: on the list, or for the allocation.</summary>
    Listed,
    Accepted,
}

/// <summary>What a wish that isn't refused does to its cell.</summary>
public enum Effect
{
    /// <summary>Nothing: refused, or so already.</summary>
    None,

    /// <summary>An agent decides first.</summary>
    Ask,
    Book,

    /// <summary>A wish, until places are allocated.</summary>
    Wish,

    /// <summary>On the waiting list.</summary>
    Wait,

    /// <summary>What only waited is taken back.</summary>
    Withdraw,
    GiveUp,

    /// <summary>Given up late: due until its place is taken.</summary>
    Exchange,
    Excuse,

    /// <summary>Absent, and billed.</summary>
    Bill,

    /// <summary>One of the days of an absence that stay due.</summary>
    StayDue,
}

/// <summary>What the rules say to one wish on one cell, with the facts that decided.</summary>
/// <param name="Code">Stable: "booked", "pending.late", "refused.deadline"…</param>
/// <param name="ClosesAt">The instant from which such a wish is late.</param>
/// <param name="Late">It came after that.</param>
/// <param name="Surcharge">Late, and accepted for more money.</param>
/// <param name="Full">The pool without a free place.</param>
/// <param name="Taken">Places taken in it.</param>
/// <param name="Lifted">The rule an agent set aside: "deadline", "full", "changed-once" or "not-open-yet".</param>
/// <param name="Evidence">The certificate on which an absence depends.</param>
/// <param name="Waiting">Days of an absence that stay billed, when they matter here.</param>
/// <param name="BilledPercent">A billed absence: that part of the day only; null for all of it.</param>
/// <param name="Theirs">What the other household has there.</param>
/// <param name="Word">A name for the sentence: the other unit, the closure.</param>
/// <param name="Clash">The unit of this family that day with which it doesn't go together.</param>
public readonly record struct Verdict(
    Answer Answer, string Code, DateTimeOffset? ClosesAt = null, bool Late = false, bool Surcharge = false, Pool? Full = null, int Taken = 0,
    string? Word = null, DateTimeOffset? OpensAt = null, string? Lifted = null,
    EvidenceTerms? Evidence = null, WaitingDocument? Waiting = null, int? BilledPercent = null, BookingState? Theirs = null,
    string? Clash = null)
{
    public static Verdict Refused(string code, DateTimeOffset? closesAt = null, string? word = null) =>
        new(Answer.Refused, "refused." + code, closesAt, Word: word);

    public static Verdict Unchanged(string code) => new(Answer.Unchanged, "unchanged." + code);

    /// <summary>What to branch on; the code is for who reads.</summary>
    public Effect Effect => Answer is Answer.Refused or Answer.Unchanged ? Effect.None : Code switch
    {
        "booked" or "booked.late" or "booked.exception" => Effect.Book,
        "pending.validation" or "pending.late" or "pending.full" => Effect.Ask,
        "pending.wish" => Effect.Wish,
        "waiting" => Effect.Wait,
        "withdrawn" => Effect.Withdraw,
        "cancelled" or "cancelled.exception" => Effect.GiveUp,
        "cancelled.exchange" => Effect.Exchange,
        "absence.excused" or "absence.evidence" or "absence.exception" => Effect.Excuse,
        "absence.billed" => Effect.Bill,
        "absence.waiting" => Effect.StayDue,
        _ => throw new InvalidOperationException($"Nobody has said what \"{Code}\" does to a day."),
    };

    /// <summary>As the month shows it: "deadline.passed", "full", "closed"…</summary>
    public string Blocked => Code switch
    {
        "refused.deadline" or "refused.past" => "deadline.passed",
        _ => Code.StartsWith("refused.", StringComparison.Ordinal) ? Code["refused.".Length..] : Code,
    };
}
