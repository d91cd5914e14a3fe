using Preau.Contracts.Api;

namespace Preau.Planning.Judging;

/// <summary>
/// What an agent who gives a reason may set aside, and nothing else: a limit in time, the validation, "changed once", "not open yet",
/// and a full day where the rule set allows more children than places. Never a closed day, an age, a missing enrolment or a day that is over.
/// </summary>
public static class AgentException
{
    /// <param name="plain">What the rules say without an exception.</param>
    /// <param name="lifted">What they say once opening, changes and (for an absence) the limit don't count.</param>
    public static Verdict Lift(Verdict plain, Verdict lifted, IntentAction action, bool overCapacity) => lifted switch
    {
        { Answer: Answer.Accepted } => Excepted(plain, lifted, action),
        { Answer: Answer.ToAgent, Code: "pending.late" or "pending.validation" } => Excepted(plain, lifted with { Answer = Answer.Accepted }, action),
        { Full: not null } when overCapacity && lifted.Answer != Answer.Unchanged => Excepted(lifted, lifted with { Answer = Answer.Accepted }, action),
        _ => lifted,
    };

    // The validation is the agents' own: answering at once is no exception.
    private static Verdict Excepted(Verdict plain, Verdict lifted, IntentAction action) => (action, plain.Code) switch
    {
        (IntentAction.Book, "pending.validation") when !plain.Late => lifted with { Code = "booked" },
        (IntentAction.Cancel, "pending.validation") when !plain.Late => lifted with { Code = "cancelled" },
        (IntentAction.Absence, "pending.validation") when !plain.Late => lifted with { Code = "absence.excused" },
        (IntentAction.Book, _) => lifted with { Code = "booked.exception", Lifted = RuleOf(plain) },
        (IntentAction.Cancel, _) => lifted with { Code = "cancelled.exception", Lifted = RuleOf(plain) },
        _ => lifted with { Code = lifted.Effect == Effect.Bill ? lifted.Code : "absence.exception", Lifted = RuleOf(plain) },
    };

    private static string RuleOf(Verdict plain) => plain.Code switch
    {
        "pending.full" or "refused.full" or "waiting" => "full",
        "refused.changed-once" => "changed-once",
        "refused.not-open-yet" => "not-open-yet",
        _ => "deadline",
    };
}
