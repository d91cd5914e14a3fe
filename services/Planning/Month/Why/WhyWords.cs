using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Book;
using Preau.Planning.Booking.Corrections;
using Preau.Planning.Booking.Disruptions;
using Preau.Planning.Changing;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Month.Why;

/// <summary>The sentences of « Pourquoi ? », for families and agents alike.</summary>
internal sealed class WhyWords(PlanningRules rules, CellPolicy policy, KnownChild child, Unit unit, DateOnly date)
{
    private readonly DateOnly _today = rules.Today(policy.Now);
    private readonly Sentences _sentences = new(rules, policy.Now);

    /// <summary>One sentence: what the day is, and what made it so.</summary>
    /// <param name="place">What waits for a place on the cell, if anything does.</param>
    public string Answer(MonthCell view, Cell? cell, WaitingPlace? place, IReadOnlyList<(Request Request, RequestLine Line)> lines)
    {
        if (!view.Mine)
        {
            return _sentences.Of(policy.Judge(unit, child, date, IntentAction.Book), date, null);
        }

        if (view.State == CellState.Error)
        {
            return "À vérifier : le service vérifie ce jour, vous n’avez rien à faire.";
        }

        if (cell is not null && RollWords.Answer(cell, view.State, child.Gender) is { } roll)
        {
            return roll;
        }

        var last = lines.LastOrDefault(l => l.Line.Id == cell?.LineId);
        if (last.Line is not null && cell is { Booking: not BookingState.None })
        {
            var week = last.Line.Unit == unit.Key ? "" : $" avec « {rules.UnitLabel(last.Line.Unit)} »";
            return $"{LegendWords.Of(view.State, child.Gender)}{week} : demande n° {last.Request.Number} de {last.Request.Author}, {Moment(last.Request.At)}. {AfterState(view.State, last.Line.Text)}{Place(view, place)}";
        }

        var verdict = policy.Judge(unit, child, date, IntentAction.Book);
        return verdict.Answer switch
        {
            Judging.Answer.Refused => _sentences.Of(verdict, date, null),
            Judging.Answer.Listed when verdict.Effect == Effect.Wait => $"{Sentences.Full(verdict)} Une demande irait sur la liste d’attente.",
            Judging.Answer.ToAgent when verdict.Full is not null => $"{Sentences.Full(verdict)} Une demande irait {ToValidator()}.",
            _ => "Rien n’est réservé ce jour-là.",
        };
    }

    // « Réservé : demande n° 12. Réservé. Annulable… » would say it twice.
    private static string AfterState(CellState state, string text)
    {
        var word = LegendWords.Of(state);
        var rest = text.StartsWith(word, StringComparison.Ordinal) ? text[word.Length..].TrimStart('.', ' ', ',') : text;
        return rest.Length == 0 ? "" : char.ToUpper(rest[0], System.Globalization.CultureInfo.InvariantCulture) + rest[1..];
    }

    private static string Place(MonthCell view, WaitingPlace? place) =>
        (view.Rank is { } rank && place?.State == WaitingState.Waiting ? $" Rang aujourd’hui : {(rank == 1 ? "1er" : $"{rank}e")}." : "")
        + (place is { PointsText.Length: > 0 } ? $" Vos points : {place.Points} ({place.PointsText.TrimEnd('.')})." : "");

    /// <summary>The day is as it is because of a strike, a trip, a closure.</summary>
    /// <param name="part">Key of the week unit of which it is a day.</param>
    public string Disrupted(Disruption disruption, string? part) =>
        $"{DisruptionWords.Sentence(disruption, rules)} Annoncé par {disruption.By}, {Moment(disruption.At)}"
        + (part is null ? " : rien n’est facturé ce jour-là." : $".{AbsenceWords.WeekDue(rules.UnitLabel(part))}");

    public WhyFact CorrectionFact(Correction correction) =>
        new(rules.Local(correction.At), correction.By,
            $"Corrigé : « {LegendWords.Of(correction.Is, child.Gender)} » au lieu de « {LegendWords.Of(correction.Was, child.Gender)} ». {correction.Reason}",
            null);

    public WhyFact DisruptionFact(Disruption disruption) => new(rules.Local(disruption.At), disruption.By, DisruptionWords.Sentence(disruption, rules), null);

    /// <summary>What one can still do, said as such; null when nothing can be done here.</summary>
    public string? WhatNow(MonthCell view)
    {
        if (view.Actions == CellActions.None || view.Until is not { } until)
        {
            return null;
        }

        var verbs = new List<string>();
        Add(CellActions.Book, "réserver");
        Add(CellActions.Cancel, "annuler");
        Add(CellActions.Absence, "déclarer une absence");
        var agent = (view.Actions & CellActions.NeedsAgent) != 0 ? $" {rules.ValidatorAsSubject} décidera." : "";
        return $"Vous pouvez {string.Join(" ou ", verbs)} jusqu’au {FrenchDates.Moment(until, _today)}.{agent}";

        void Add(CellActions action, string verb)
        {
            if ((view.Actions & action) != 0)
            {
                verbs.Add(verb);
            }
        }
    }

    public WhyFact[] Facts(IReadOnlyList<(Request Request, RequestLine Line)> lines)
    {
        var facts = new List<WhyFact>();
        foreach (var (request, line) in lines)
        {
            var what = line.Action switch
            {
                IntentAction.Book => "Réservation demandée",
                IntentAction.Cancel => "Annulation demandée",
                _ => $"Absence déclarée : {rules.Reason(line.Reason)?.Label ?? line.Reason}",
            };
            what += line.Unit == unit.Key ? "" : $", « {rules.UnitLabel(line.Unit)} »";
            facts.Add(new WhyFact(rules.Local(request.At), request.Author, what + (line.Late ? ", après la limite." : "."), request.Number));
            if (FirstAnswer(line.Code) is { } first)
            {
                facts.Add(new WhyFact(rules.Local(request.At), Announce.ByRule, first, request.Number, request.SettingsVersion));
            }

            // What happened to this day alone; its last word is the answer itself, in whose name it was given.
            var notes = request.History.Where(h => h.LineId == line.Id).OrderBy(h => h.At).ToList();
            facts.AddRange(notes.Where(h => h.At != line.DecidedAt).Select(h => new WhyFact(rules.Local(h.At), h.By, h.Text, request.Number)));
            var by = line.DecidedBy ?? notes.FindLast(h => h.At == line.DecidedAt)?.By ?? (line.TakenBack ? request.Author : Announce.ByRule);
            facts.Add(new WhyFact(rules.Local(line.DecidedAt ?? request.At), by, line.Text, request.Number,
                by == Announce.ByRule && line.DecidedAt is null ? request.SettingsVersion : null));
            if (request.OverrideReason is { } exception && line.Code.EndsWith(".exception", StringComparison.Ordinal))
            {
                facts.Add(new WhyFact(rules.Local(request.At), request.Author, $"Exception du service : {exception}", request.Number));
            }

            // Taken-back answers are kept in the request's history only.
            facts.AddRange(request.History.Where(h =>
                h.Text.StartsWith("Décision reprise", StringComparison.Ordinal) || h.Text.StartsWith("Refusée", StringComparison.Ordinal) && line.Waits)
                .Select(h => new WhyFact(rules.Local(h.At), h.By, h.Text, request.Number)));
        }

        if (lines.Count > 0)
        {
            var day = unit.Service.Day(date);
            facts.Add(new WhyFact(rules.LastMinute(day.Book.ClosesAt)!.Value, "",
                day.Book.ClosesAt == day.Cancel.ClosesAt ? "Limite pour réserver ou annuler." : "Limite pour réserver.", null));
            if (day.Book.ClosesAt != day.Cancel.ClosesAt)
            {
                facts.Add(new WhyFact(rules.LastMinute(day.Cancel.ClosesAt)!.Value, "", "Limite pour annuler.", null));
            }
        }

        return [.. facts.OrderBy(f => f.At)];
    }

    // What was answered at once, where the day's last word came later.
    private static string? FirstAnswer(string code) => code switch
    {
        "booked.allocation" or "waiting.allocation" => "Souhait noté.",
        "offered" or "booked.waiting" or "booked.offer" or "offer.declined" or "offer.expired" or "waiting.over" or "waiting.removed" =>
            "Complet : sur la liste d’attente.",
        "cancelled.exchanged" => "Annulé après la limite : la place est proposée à ceux qui attendent, le jour reste facturé tant que personne ne l’a prise.",
        _ => null,
    };

    public WhyRule[] RulesApplied(long version)
    {
        var day = unit.Service.Day(date);
        return
        [
            Rule("book", "Réserver", day.Book, day.Rule, version),
            Rule("cancel", "Annuler", day.Cancel, day.Rule, version),
            Rule("absence", "Déclarer une absence", day.Absence, day.Rule, version),
        ];
    }

    private WhyRule Rule(string kind, string verb, Limit limit, RuleDocument rule, long version) =>
        new(kind, $"{verb} {limit.Rule.Sentence}. {limit.Rule.LateSentence}", rules.LastMinute(limit.ClosesAt), version, rule.ValidFrom);

    private string Moment(DateTime utc) => "le " + FrenchDates.Moment(rules.Local(utc), _today);

    private string ToValidator() => rules.Validator.StartsWith("le ", StringComparison.Ordinal) ? "au " + rules.Validator[3..] : "à " + rules.Validator;
}
