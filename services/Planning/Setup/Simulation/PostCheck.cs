using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Planning.Setup.Findings;
using Preau.Platform;

namespace Preau.Planning.Setup.Simulation;

/// <summary>POST /settings/check and /settings/preview: what a document, or one rule, would come to. Nothing is saved.</summary>
internal static class PostCheck
{
    private const int Shown = 8;

    public static async Task<Results<Ok<SettingsFinding[]>,
    ProblemHttpResult>> Check(CheckSettings body, SettingsDrafts drafts, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            var document = ReadRules.Document(body.Document?.GetRawText()
                ?? (await drafts.ReadAsync(ct) is var state && body.Draft!.Value ? state.Json : state.InForceJson));
            return TypedResults.Ok<SettingsFinding[]>([.. new FindContradictions(document, clock.GetUtcNow()).Run()]);
        }
        catch (TenantFileException e)
        {
            return Problems.Invalid("settings.invalid", e.Message);
        }
    }

    /// <summary>The next open days of a service with their limits, as one version of a rule set gives them from its date on.</summary>
    public static async Task<Results<Ok<RulePreview>, ProblemHttpResult>> Preview(PreviewRule body, SettingsDrafts drafts, TimeProvider clock,
        CancellationToken ct)
    {
        try
        {
            var root = JsonNode.Parse((await drafts.ReadAsync(ct)).Json)!;
            var document = ReadRules.Document(root.ToJsonString());
            if (document.Facilities.SelectMany(f => f.Services).FirstOrDefault(s => s.Key == body.Service) is not { } found)
            {
                return Problems.NotFound();
            }

            var now = clock.GetUtcNow();
            var from = body.From ?? DateOnly.MinValue;
            if (body.Rule is { ValueKind: System.Text.Json.JsonValueKind.Object } given)
            {
                // Alone, so that days before its date show what it would give as well.
                root["rules"]![found.Rule] = new JsonArray(JsonNode.Parse(given.GetRawText()));
                document = ReadRules.Document(root.ToJsonString());
            }

            var rules = ReadRules.Build(document);
            var service = rules.Services[body.Service];
            var today = rules.Today(now);
            var start = from > today ? from : today;
            List<DateOnly> days = [.. Enumerable.Range(0, 400).Select(start.AddDays).Where(service.Calendar.IsOpen).Take(Shown)];
            // The first day after the next holidays is where rules surprise.
            List<DateOnly> back = [.. Enumerable.Range(0, 200).Select(start.AddDays)
                .Where(d => d > (days.Count > 0 ? days[^1] : start) && service.Calendar.IsOpen(d) && AfterHolidays(service, d)).Take(1)];
            var findings = new List<SettingsFinding>();
            var at = document.Facilities.SelectMany((f, i) => f.Services.Select((s, j) => (s.Key, Path: $"facilities[{i}].services[{j}]")))
                .First(s => s.Key == body.Service).Path;
            new LimitFindings(rules, start, findings).Check(service, at, [.. Enumerable.Range(0, 365).Select(start.AddDays).Where(service.Calendar.IsOpen)]);
            return TypedResults.Ok(new RulePreview(service.Label, [.. Sentences(rules, service, days, today)],
                [.. days.Concat(back).Select(d => Row(rules, service, d))], [.. findings]));
        }
        catch (TenantFileException e)
        {
            return Problems.Invalid("settings.invalid", e.Message);
        }
    }

    private static IEnumerable<string> Sentences(PlanningRules rules, Service service, List<DateOnly> days, DateOnly today)
    {
        if (days.Count == 0)
        {
            yield return "Aucun jour ouvert dans les mois qui viennent.";
            yield break;
        }

        var day = days.Find(d => rules.LastMinute(service.Day(d).Book.ClosesAt) > today.ToDateTime(TimeOnly.MinValue)) is var future && future == default
            ? days[0] : future;
        var (book, cancel, absence) = (service.Day(day).Book, service.Day(day).Cancel, service.Day(day).Absence);
        var both = book.Rule == cancel.Rule;
        yield return $"{(both ? "Réservez ou annulez" : "Réservez")} {book.Rule.Sentence}. Pour le {FrenchDates.Day(day, today)}, vous avez jusqu’au {Moment(book)}. {book.Rule.LateSentence}";
        if (!both)
        {
            yield return $"Annulez {cancel.Rule.Sentence}. Pour le {FrenchDates.Day(day, today)}, vous avez jusqu’au {Moment(cancel)}. {cancel.Rule.LateSentence}";
        }

        yield return $"Prévenez d’une absence {absence.Rule.Sentence} : pour le {FrenchDates.Day(day, today)}, jusqu’au {Moment(absence)}.";
        if (service.Day(day).OpensAt is { } opens)
        {
            yield return $"Les réservations ouvrent le {FrenchDates.Moment(rules.Local(opens), today)} pour ce jour-là.";
        }

        string Moment(Limit limit) => FrenchDates.Moment(rules.LastMinute(limit.ClosesAt)!.Value, today);
    }

    private static RulePreviewDay Row(PlanningRules rules, Service service, DateOnly day)
    {
        var book = rules.LastMinute(service.Day(day).Book.ClosesAt)!.Value;
        var limit = DateOnly.FromDateTime(book);
        var notes = new List<string>();
        var warns = service.Calendar.IsSchoolHoliday(limit) && !service.Calendar.IsSchoolHoliday(day);
        if (warns)
        {
            notes.Add("Pendant les vacances");
        }
        else if (service.Calendar.IsPublicHoliday(limit))
        {
            warns = true;
            notes.Add("Un jour férié");
        }
        else if (limit.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            notes.Add("Le week-end");
        }
        else if (day.DayNumber - limit.DayNumber > 2 && service.Day(day).Book.Rule is DaysBefore { Skip.Weekends: true })
        {
            notes.Add("Week-end sauté");
        }

        return new RulePreviewDay(day, service.Day(day).OpensAt is { } opens ? rules.Local(opens) : null, book,
            rules.LastMinute(service.Day(day).Cancel.ClosesAt)!.Value, rules.LastMinute(service.Day(day).Absence.ClosesAt)!.Value, [.. notes], warns);
    }

    private static bool AfterHolidays(Service service, DateOnly day) =>
        !service.Calendar.IsSchoolHoliday(day) && service.Calendar.PreviousOpenDay(day) is { } before
        && Enumerable.Range(1, Math.Max(0, day.DayNumber - before.DayNumber - 1)).Any(n => service.Calendar.IsSchoolHoliday(before.AddDays(n)));
}
