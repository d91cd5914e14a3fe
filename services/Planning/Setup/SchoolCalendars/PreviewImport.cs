using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Platform;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>
/// POST /settings/calendar/import: what an official file would change, with the booked days it touches. Saves nothing: the years go into the draft.
/// </summary>
internal static class PreviewImport
{
    public static async Task<Results<Ok<CalendarImportView>, ProblemHttpResult>> Handle(ImportCalendar body, PlanningDb db, SettingsDrafts drafts,
        TimeProvider clock, CancellationToken ct)
    {
        var document = ReadRules.Document((await drafts.ReadAsync(ct)).Json);
        var now = ReadRules.Build(document);
        try
        {
            var known = SchoolYears.Of(document);
            var today = now.Today(clock.GetUtcNow());
            var text = body.Content.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
            var entries = text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase) ? ReadIcs.Parse(text)
                : text.StartsWith('{') || text.StartsWith('[') ? ReadDataset.Parse(text)
                : throw new CalendarFileException("Ligne 1 : le fichier n’est ni un calendrier ICS (BEGIN:VCALENDAR), ni un export JSON.");
            var read = new AssembleYears(document.Zone, known, today).Run(entries);
            var kept = (document.School?.Years ?? []).Where(y => read.Years.All(r => r.Rentree.Year != y.Rentree.Year));
            SchoolYearDocument[] years = [.. kept.Concat(read.Years.Select(SchoolYears.DocumentOf)).OrderBy(y => y.Rentree)];
            var after = document with { School = (document.School ?? new SchoolDocument()) with { Years = years } };
            new CheckRules(after).Run();
            var (days, bookings, families) = await TouchedAsync(db, now, ReadRules.Build(after), today, ct);
            return TypedResults.Ok(new CalendarImportView(
                JsonSerializer.SerializeToElement(years, JsonSerializerOptions.Web), [.. read.Years.SelectMany(y => Differences(known, y))], [.. read.Remarks],
                days, bookings, families,
                read.TeacherLines, read.OtherZones, read.Repeated));
        }
        catch (Exception e) when (e is CalendarFileException or TenantFileException)
        {
            return Problems.Invalid("calendar.unreadable", e.Message);
        }
    }

    private static IEnumerable<SettingsDifference> Differences(IReadOnlyList<SchoolYearDates> known, SchoolYearDates read)
    {
        var name = $"Année {read.Rentree.Year}-{read.Rentree.Year + 1}";
        if (known.FirstOrDefault(y => y.Rentree.Year == read.Rentree.Year) is not { } old)
        {
            yield return new(name,
                $"Nouvelle : rentrée le {Day(read.Rentree)}, {string.Join(", ", read.Holidays.Select(h => $"{h.Name} {Range(h)}"))}, été à partir du {Day(read.Summer)}.");
            yield break;
        }

        if (old.Rentree != read.Rentree)
        {
            yield return new(name, $"Rentrée : {Day(old.Rentree)} devient {Day(read.Rentree)}.");
        }

        foreach (var holiday in read.Holidays)
        {
            var before = old.Holidays.FirstOrDefault(h => CalendarEntry.Plain(h.Name) == CalendarEntry.Plain(holiday.Name));
            if (before is null)
            {
                yield return new(name, $"{holiday.Name}, nouvelles : {Range(holiday)}.");
            }
            else if ((before.First, before.Back) != (holiday.First, holiday.Back))
            {
                yield return new(name, $"{holiday.Name} : {Range(before)} devient {Range(holiday)}.");
            }
        }

        foreach (var gone in old.Holidays.Where(o => read.Holidays.All(h => CalendarEntry.Plain(h.Name) != CalendarEntry.Plain(o.Name))))
        {
            yield return new(name, $"{gone.Name} ({Range(gone)}) : plus dans le fichier.");
        }

        if (old.Summer != read.Summer)
        {
            yield return new(name, $"Vacances d’été : à partir du {Day(old.Summer)} devient à partir du {Day(read.Summer)}.");
        }

        if (!old.NoClass.Select(d => d.Date).Order().SequenceEqual(read.NoClass.Select(d => d.Date).Order()))
        {
            yield return new(name, $"Jours sans classe : {List(old.NoClass)} devient {List(read.NoClass)}.");
        }
    }

    private static async Task<(int Days, int Bookings, int Families)> TouchedAsync(PlanningDb db, PlanningRules before, PlanningRules after, DateOnly today,
        CancellationToken ct)
    {
        var school = after.Calendar.School;
        var changed = new List<DateOnly>();
        for (var day = today; day <= school.KnownUntil; day = day.AddDays(1))
        {
            if (before.Calendar.School.KindOf(day) != school.KindOf(day))
            {
                changed.Add(day);
            }
        }

        if (changed.Count == 0)
        {
            return (0, 0, 0);
        }

        var (first, last) = (changed[0], changed[^1]);
        var booked = await db.Cells.AsNoTracking()
            .Where(c => c.Date >= first && c.Date <= last && c.Booking != BookingState.None && c.Booking != BookingState.Refused)
            .Select(c => new { c.Date, c.Unit, c.FamilyId }).ToListAsync(ct);
        var touched = booked.Where(c => before.Units.TryGetValue(c.Unit, out var old) && after.Units.TryGetValue(c.Unit, out var unit)
            && old.Service.Calendar.IsOpen(c.Date) && !unit.Service.Calendar.IsOpen(c.Date)).ToList();
        return (changed.Count, touched.Count, touched.Select(c => c.FamilyId).Distinct().Count());
    }

    private static string Range(HolidayDates holiday) => $"du {Day(holiday.First)} au {Day(holiday.Back.AddDays(-1))}";

    private static string Day(DateOnly day) => FrenchDates.Day(day, DateOnly.MinValue);

    private static string List(IReadOnlyList<NoClassDay> days) =>
        days.Count == 0 ? "aucun" : string.Join(", ", days.Select(d => FrenchDates.Day(d.Date, DateOnly.MinValue)));
}
