namespace Preau.Billing.Tariffs;

/// <summary>What a commune does about unpaid invoices of an office, step after step.</summary>
/// <param name="Steps">In the order of their days.</param>
/// <param name="Least">Euros: under it nobody is reminded.</param>
/// <param name="Grace">Days a date of a plan may be late before it counts as missed.</param>
/// <param name="StopAfter">Days a debt may be overdue before bookings may be stopped; null: never, as in a commune that decided nothing.</param>
/// <param name="StopLeast">Euros: under it nobody is stopped by the rule.</param>
/// <param name="StopItself">The rule stops by itself, meals never; else only an agent does.</param>
/// <param name="Help">Whom to turn to when one can't pay: printed on every letter.</param>
internal sealed record DunningRules(DunningStep[] Steps, decimal Least = 5, int Grace = 3, string? Help = null, int? StopAfter = null,
    decimal StopLeast = 50, bool StopItself = false)
{
    public const string NoHelp =
        "Vous rencontrez une difficulté ? Dites-le sur le portail famille ou à la mairie : un agent peut proposer de payer en plusieurs fois.";

    /// <summary>What the shape of a document can't say.</summary>
    public IEnumerable<(string Where, string Message)> Wrong()
    {
        if (Steps.Length is 0 or > 6)
        {
            yield return ("steps", "D’une à six étapes.");
        }

        for (var i = 0; i < Steps.Length; i++)
        {
            var step = Steps[i];
            if (step.Label.Trim().Length is 0 or > 60)
            {
                yield return ($"steps[{i}].label", "De 1 à 60 signes.");
            }

            if (step.Text.Trim().Length is 0 or > 1500)
            {
                yield return ($"steps[{i}].text", "De 1 à 1 500 signes.");
            }

            if (step.Days is < 1 or > 365 || (i > 0 && step.Days <= Steps[i - 1].Days))
            {
                yield return ($"steps[{i}].days", "De 1 à 365 jours après l’échéance, plus que l’étape d’avant.");
            }
        }

        if (Least is < 0 or > 100 || decimal.Round(Least, 2) != Least)
        {
            yield return ("least", "De 0 à 100 euros, deux décimales au plus.");
        }

        if (Grace is < 0 or > 30)
        {
            yield return ("grace", "De 0 à 30 jours.");
        }

        if (StopAfter is < 15 or > 365)
        {
            yield return ("stopAfter", "De 15 à 365 jours de retard.");
        }

        if (StopLeast is < 0 or > 1000 || decimal.Round(StopLeast, 2) != StopLeast)
        {
            yield return ("stopLeast", "De 0 à 1 000 euros, deux décimales au plus.");
        }

        if (Help is { Length: > 500 })
        {
            yield return ("help", "500 signes au plus.");
        }
    }
}

/// <param name="Days">After the due date of the oldest debt.</param>
/// <param name="Text">What the letter says, a paragraph a line.</param>
/// <param name="HandOver">The step after which the treasury takes over: nothing is sent, the agent is led to the bordereau.</param>
internal sealed record DunningStep(string Label, int Days, string Text, bool HandOver = false);
