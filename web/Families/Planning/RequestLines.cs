using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>The lines of a request as a parent reads them: what has the same day, child and answer stands together.</summary>
public sealed class RequestLines
{
    private const string All = "all";
    private const string Sure = "sure";
    private const string Open = "open";

    public RequestLines(Receipt receipt, PriceList prices, bool preview)
    {
        (Receipt, Prices, IsPreview) = (receipt, prices, preview);
        Groups = [.. Grouped(receipt).Select((g, i) => new LineGroup(this, [.. g], i))];
    }

    /// <summary>With its prices, and its sums as Billing says them.</summary>
    public static async Task<RequestLines> OfAsync(Receipt receipt, Prices prices, bool preview, CancellationToken ct)
    {
        var (sums, booked) = (new AskedSums(), receipt.Lines.Where(IsPriced).ToList());
        sums.Add(All, booked.Select(Cell));
        foreach (var line in booked)
        {
            sums.Add(line.Outcome == LineOutcome.Booked ? Sure : Open, [Cell(line)]);
        }

        foreach (var unit in UnitsOf(receipt))
        {
            sums.Add(StepName(unit.Index), unit.Lines.Select(Cell));
        }

        foreach (var (i, group) in Grouped(receipt).Index())
        {
            sums.Add(LineGroup.Name(i), group.Where(IsPriced).Select(Cell));
        }

        LineSummary.Ask(receipt, sums);
        return new RequestLines(receipt, await prices.OfAsync(booked.ConvertAll(Cell), ct, LateOf(receipt).Contains, sums), preview);
    }

    public Receipt Receipt { get; }

    public PriceList Prices { get; }

    /// <summary>Nothing is saved yet.</summary>
    public bool IsPreview { get; }

    public IReadOnlyList<LineGroup> Groups { get; }

    /// <summary>The same choice with a refused line in the place of what stands in its way; null where nothing does, or all is sent.</summary>
    public Func<ReceiptLine, string?> InsteadLink { get; set; } = _ => null;

    public IEnumerable<ReceiptLine> Of(params LineOutcome[] outcomes) => Receipt.Lines.Where(l => outcomes.Contains(l.Outcome));

    /// <summary>Something would happen if it were sent.</summary>
    public bool IsPossible =>
        Of(LineOutcome.Booked, LineOutcome.Pending, LineOutcome.Waitlisted, LineOutcome.Cancelled, LineOutcome.Excused, LineOutcome.Billed).Any();

    public bool IsBooking => Receipt.Lines.Any(l => l.Action == IntentAction.Book);

    /// <summary>What is certain; what waits for an answer stands apart.</summary>
    public decimal Certain => Prices.SumOf(Sure) ?? 0;

    public decimal Waiting => Prices.SumOf(Open) ?? 0;

    /// <summary>What the waiting part hangs on: someone's answer, or a place.</summary>
    public string If => (Of(LineOutcome.Pending).Any(), Of(LineOutcome.Waitlisted).Any()) switch
    {
        (false, true) => "si une place se libère",
        (true, true) => "si la mairie accepte et si une place se libère",
        _ => "si la mairie accepte",
    };

    /// <summary>What third parties pay of what is certain, not in it.</summary>
    public decimal Covered => Prices.Sums.GetValueOrDefault(Sure)?.Covered ?? 0;

    /// <summary>« 30 minutes »: how long bookings among these hold until they are paid; null when none does.</summary>
    public string? Hold => Cells(LineOutcome.Booked).Where(Prices.Held.ContainsKey).Select(c => (int?)Prices.Held[c]).Min() switch
    {
        null => null,
        int m when m % 1440 == 0 => French.Count(m / 1440, "jour"),
        int m when m % 60 == 0 => French.Count(m / 60, "heure"),
        int m => French.Count(m, "minute"),
    };

    /// <summary>The earliest printed day that bookings among these are paid by; null when there is none.</summary>
    public DateOnly? PayBy => Cells(LineOutcome.Booked).Where(Prices.PayBy.ContainsKey).Select(c => (DateOnly?)Prices.PayBy[c]).Min();

    /// <summary>A total without one of its prices would be a lie.</summary>
    public bool KnowsPrices => !Receipt.Lines.Any(IsPriced) || Prices.SumOf(All) is not null;

    /// <summary>« 5 repas × 3,60 € ».</summary>
    public IEnumerable<(string Label, decimal Sum)> Steps() =>
        from unit in UnitsOf(Receipt)
        from step in Prices.Sums.GetValueOrDefault(StepName(unit.Index))?.Steps ?? []
        where step.Price > 0
        select ($"{step.Count} × {unit.Label} à {French.Money(step.Price)}", step.Amount);

    /// <summary>Cells booked after their limit where that costs more.</summary>
    public static HashSet<CellRef> LateOf(Receipt receipt) => [.. receipt.Lines.Where(l => l.Dearer).Select(Cell)];

    public static CellRef Cell(ReceiptLine line) => new(line.ChildId, line.Unit, line.Date);

    /// <summary>Counts for the badges at the top, in the order of good news.</summary>
    public IEnumerable<(int Count, Answer Answer)> Counts() =>
        Receipt.Lines.GroupBy(l => (l.Outcome, l.AwaitsEvidence)).OrderBy(g => g.Key).Select(g => (g.Count(), Answer.Of(g.First(), IsPreview)));

    /// <summary>
    /// What happened, in one phrase each, in the order of good news: « 1 jour annulé », « 4 réservations sur 2 jours ». Days, cells and acts are counted apart.
    /// </summary>
    public IEnumerable<(LineOutcome Outcome, string Text)> Happened() =>
        Receipt.Lines.Where(l => l.Outcome != LineOutcome.Unchanged).GroupBy(l => (l.Outcome, l.AwaitsEvidence)).OrderBy(g => g.Key)
            .Select(g => (g.Key.Outcome, Phrase(g.Key.Outcome, g.Key.AwaitsEvidence, [.. g])));

    private static string Phrase(LineOutcome outcome, bool awaits, ReceiptLine[] lines)
    {
        var days = lines.Select(l => l.Date).Distinct().Count();
        var (day, one, many) = outcome switch
        {
            LineOutcome.Booked => ("réservé", "réservation", "réservations"),
            LineOutcome.Pending => ("en attente de réponse", "demande en attente", "demandes en attente"),
            LineOutcome.Waitlisted => ("en liste d’attente", "place attendue", "places attendues"),
            LineOutcome.Cancelled => ("annulé", "annulation", "annulations"),
            LineOutcome.Excused when awaits =>
                ("d’absence en attente du justificatif", "absence en attente du justificatif", "absences en attente du justificatif"),
            LineOutcome.Excused => ("d’absence non facturé", "absence non facturée", "absences non facturées"),
            LineOutcome.Billed => ("d’absence facturé", "absence facturée", "absences facturées"),
            _ => ("refusé", "demande refusée", "demandes refusées"),
        };
        var plural = day.Replace("facturé", "facturés", StringComparison.Ordinal);
        plural = plural == day && day is "réservé" or "annulé" or "refusé" ? day + "s" : plural;
        return days == lines.Length
            ? French.Count(days, "jour " + day, "jours " + plural)
            : $"{French.Count(lines.Length, one, many)} sur {French.Count(days, "jour")}";
    }

    /// <summary>Booked, or would be: what has a price.</summary>
    internal static bool IsPriced(ReceiptLine line) =>
        line.Action == IntentAction.Book && line.Outcome is LineOutcome.Booked or LineOutcome.Pending or LineOutcome.Waitlisted;

    private static IEnumerable<IGrouping<object, ReceiptLine>> Grouped(Receipt receipt) =>
        receipt.Lines.GroupBy(l => (object)(l.Date, l.ChildId, l.Action, l.Outcome, l.Text, l.AwaitsEvidence));

    private static IEnumerable<(int Index, string Label, ReceiptLine[] Lines)> UnitsOf(Receipt receipt) =>
        receipt.Lines.Where(l => l.Outcome == LineOutcome.Booked && IsPriced(l)).GroupBy(l => l.UnitLabel).Select((g, i) => (i, g.Key, g.ToArray()));

    private static string StepName(int unit) => FormattableString.Invariant($"u{unit}");

    private IEnumerable<CellRef> Cells(params LineOutcome[] outcomes) => Of(outcomes).Where(l => l.Action == IntentAction.Book).Select(Cell);
}

/// <summary>One row of the table.</summary>
public sealed class LineGroup(RequestLines request, ReceiptLine[] lines, int index)
{
    public ReceiptLine First => lines[0];

    public IReadOnlyList<ReceiptLine> Lines => lines;

    public string Units =>
        French.Sentence(string.Join(", ", lines.Select((l, i) => i == 0 ? l.UnitLabel : char.ToLowerInvariant(l.UnitLabel[0]) + l.UnitLabel[1..])));

    public Answer Answer => Answer.Of(First, request.IsPreview);

    /// <summary>The service's sentence, without the word that the badge beside it says already.</summary>
    public string Text => First.Text.StartsWith("Réservé. ", StringComparison.Ordinal) ? First.Text["Réservé. ".Length..] : First.Text;

    public decimal? Price => request.Prices.SumOf(Name(index));

    public bool IsCertain => First.Outcome == LineOutcome.Booked;

    internal static string Name(int index) => FormattableString.Invariant($"l{index}");
}

/// <summary>Badge of an outcome.</summary>
/// <param name="Many">After a number: « 10 réservées ».</param>
public sealed record Answer(string? Tone, string Icon, string Word, string One, string Many)
{
    public static Answer Of(ReceiptLine line, bool preview) => line is { Outcome: LineOutcome.Excused, AwaitsEvidence: true }
        ? new("wait", "clock", "Non facturée si le justificatif est accepté", "absence en attente du justificatif", "absences en attente du justificatif")
        : Of(line.Outcome, preview);

    private static Answer Of(LineOutcome outcome, bool preview) => outcome switch
    {
        LineOutcome.Booked =>
            preview
                ? new("ok", "check", "Sera réservé", "réservation possible", "réservations possibles")
                : new("ok", "check", "Réservé", "réservée", "réservées"),
        LineOutcome.Pending =>
            preview
                ? new("wait", "clock", "Un agent décidera", "à valider par un agent", "à valider par un agent")
                : new("wait", "clock", "En attente", "en attente", "en attente"),
        LineOutcome.Waitlisted => new("wait", "clock", "Liste d’attente", "en liste d’attente", "en liste d’attente"),
        LineOutcome.Refused => preview ? new("bad", "x", "Impossible", "impossible", "impossibles") : new("bad", "x", "Refusé", "refusée", "refusées"),
        LineOutcome.Cancelled =>
            preview ? new("ok", "undo", "Sera annulé", "annulation possible", "annulations possibles") : new(null, "undo", "Annulé", "annulée", "annulées"),
        LineOutcome.Excused => new("ok", "check", "Absence non facturée", "absence non facturée", "absences non facturées"),
        LineOutcome.Billed => new("bad", "euro", "Absence facturée", "absence facturée", "absences facturées"),
        _ => new(null, "info", "Inchangé", "inchangée", "inchangées"),
    };
}

/// <summary>State of a whole request.</summary>
public static class StatusWords
{
    /// <param name="awaitsEvidence">A certificate still decides: accepted is not the last word.</param>
    public static (string? Tone, string Icon, string Word) Of(RequestStatus status, bool awaitsEvidence = false) => status switch
    {
        RequestStatus.Accepted or RequestStatus.PartlyAccepted when awaitsEvidence => ("wait", "clock", "En attente du justificatif"),
        RequestStatus.Pending => ("wait", "clock", "En attente"),
        RequestStatus.Accepted => ("ok", "check", "Acceptée"),
        RequestStatus.PartlyAccepted => ("ok", "check", "Acceptée en partie"),
        RequestStatus.Refused => ("bad", "x", "Refusée"),
        RequestStatus.Waiting => ("wait", "clock", "En attente de place"),
        _ => (null, "undo", "Annulée"),
    };
}
