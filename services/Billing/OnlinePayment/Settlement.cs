namespace Preau.Billing.OnlinePayment;

/// <summary>
/// What an answer of the treasury does to a try to pay, whoever asked: notification, return or poller. The same answer again changes nothing, and
/// a paid one stays paid. Deciding is here alone and reads no database.
/// </summary>
internal static class Settlement
{
    /// <summary>A page may be open this long after it was asked for; until then "abandoned" and "no result" mean nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>The guide's pause after a technical error.</summary>
    private static readonly TimeSpan AfterError = TimeSpan.FromMinutes(30);

    private static readonly int[] Minutes = [1, 3, 6, 10, 16, 21, 30, 60];

    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(3);

    /// <returns>True when this answer makes the money to be posted, which happens once.</returns>
    public static bool Apply(PayAttempt attempt, PayFipAnswer<PayFipResult> answer, DateTime now)
    {
        attempt.AskedAt = now;
        if (attempt.State == AttemptState.Paid)
        {
            attempt.NextAskAt = null;
            return false;
        }

        attempt.NextAskAt = NextAsk(attempt.CreatedAt, now);
        if (answer.Value is { } result)
        {
            return ApplyResult(attempt, result, now);
        }

        ApplyFault(attempt, answer.Fault!, now);
        return false;
    }

    /// <summary>1, 3, 6, 10, 16, 21, 30 and 60 minutes after the start, then once a day for three days.</summary>
    public static DateTime? NextAsk(DateTime createdAt, DateTime now)
    {
        foreach (var minutes in Minutes)
        {
            if (createdAt.AddMinutes(minutes) > now)
            {
                return createdAt.AddMinutes(minutes);
            }
        }

        // The treasury forgets unused ones in the night: the morning after knows.
        var morning = now.Date.AddHours(4);
        morning = morning > now ? morning : morning.AddDays(1);
        return morning - createdAt <= GiveUp ? morning : null;
    }

    private static bool ApplyResult(PayAttempt attempt, PayFipResult result, DateTime now)
    {
        attempt.Said = Short(result.Resultrans);
        attempt.Alarm = null;
        switch (result.Resultrans?.ToUpperInvariant())
        {
            case "P" or "V":
                return Paid(attempt, result);
            case "A":
                attempt.State = now - attempt.CreatedAt < Patience ? AttemptState.Waiting : AttemptState.Abandoned;
                return false;
            case "R" or "Z":
                attempt.State = AttemptState.Refused;
                return false;
            default:
                // A means of payment that is not known yet: never taken for money, never forgotten.
                attempt.Alarm = "result.unknown";
                return false;
        }
    }

    private static bool Paid(PayAttempt attempt, PayFipResult result)
    {
        if (Difference(attempt, result) is { } difference)
        {
            attempt.State = AttemptState.Alarm;
            attempt.Alarm = difference;
            return false;
        }

        attempt.State = AttemptState.Paid;
        attempt.Alarm = null;
        attempt.PaidBy = result.Resultrans!.ToUpperInvariant();
        attempt.PaidOn = result.Date;
        attempt.Authorisation = result.Numauto is { Length: <= 32 } number ? number : null;
        attempt.NextAskAt = null;
        // Test and activation move no money.
        return attempt.Mode == "W";
    }

    // The year comes back cut at times (facts §1.2): it is not compared.
    private static string? Difference(PayAttempt attempt, PayFipResult result) =>
        !long.TryParse(result.Montant, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var cents)
            || cents != attempt.Amount
            ? "result.amount"
        : result.Refdet != attempt.Reference ? "result.reference"
        : result.Numcli != attempt.ClientNumber ? "result.client"
        : result.Saisie != attempt.Mode ? "result.mode"
        : null;

    private static void ApplyFault(PayAttempt attempt, PayFipFault fault, DateTime now)
    {
        attempt.Said = Short(fault.Code);
        switch (fault.Code)
        {
            case PayFipFault.Unknown:
                // Final: asking again can't help.
                attempt.State = attempt.State == AttemptState.Waiting ? AttemptState.Expired : attempt.State;
                attempt.NextAskAt = null;
                break;
            case PayFipFault.NoResultYet:
                attempt.State = attempt.State == AttemptState.Waiting && now - attempt.CreatedAt >= Patience ? AttemptState.Expired : attempt.State;
                break;
            case PayFipFault.Used or PayFipFault.TooOld:
                attempt.State = attempt.State == AttemptState.Waiting ? AttemptState.Expired : attempt.State;
                break;
            default:
                var later = now + AfterError;
                attempt.NextAskAt = attempt.NextAskAt is { } next && next < later ? later : attempt.NextAskAt;
                break;
        }
    }

    private static string? Short(string? text) => text is { Length: > 16 } ? text[..16] : text;
}
