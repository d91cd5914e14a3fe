using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>A typical week: which child, which service, which weekday, every week or one in two,
/// until when. A plain form; the next page says what it comes to.</summary>
public sealed class PatternModel(PlanningClient planning, PatternClient patterns, Choices choices, TenantContext tenant) : PageModel
{
    public PatternChoice Choice { get; private set; } = null!;

    public IReadOnlyList<PatternTable> Tables { get; private set; } = [];

    /// <summary>Null when the calendar does not answer: a date can still be given.</summary>
    public PatternPeriods? Periods { get; private set; }

    /// <summary>A week in this household, where custody alternates.</summary>
    public DateOnly? Custody { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ViewData["Title"] = "Semaine type";
        var today = tenant.Today;
        Choice = PatternChoice.Read(Request.Query, today);
        var cells = await choices.ReadAsync(Choices.Of(Request.Query), ct);
        var from = cells.Length > 0 ? cells.Min(c => c.Date) : Choice.From;
        var first = from < today ? today : from;
        var months = await Task.WhenAll(planning.MonthOfAsync(first, ct), planning.MonthOfAsync(first.AddMonths(1), ct));
        var names = Choices.Names([.. months[0].Children.Select(c => c.ChildId)]);
        Choice.Tick(cells, names);
        Tables = [.. months[0].Children.Select(c => PatternTable.Of(c, names, months)).Where(t => t.Rows.Count > 0)];
        Custody = CustodyWeek(months[0]);
        if (Request.Query.ContainsKey("verifier") && Check() is { Count: 0 })
        {
            return LocalRedirect("~/planning/semaine-type/verifier" + Choice.ToQuery());
        }

        Choice.Anchor ??= Custody ?? MonthGrid.Monday(first);
        if (Custody is not null && !Request.Query.ContainsKey("semaines"))
        {
            Choice.Weeks = PatternWeeks.OneInTwo;
        }

        Periods = await patterns.PeriodsAsync(Choice.From, ct).OrNullAsync(ct);
        return Page();
    }

    private Dictionary<string, string> Check()
    {
        var errors = new Dictionary<string, string>();
        if (Choice.Lines.Count == 0)
        {
            errors["l"] = "Cochez au moins un jour pour un enfant et un service.";
        }

        if (Choice.End == PatternEnd.Date && Choice.Until is null)
        {
            errors["au"] = "Indiquez le dernier jour, par exemple 02/07/2027.";
        }
        else if (Choice.End == PatternEnd.Date && Choice.Until < Choice.From)
        {
            errors["au"] = $"Le dernier jour, {French.Day(Choice.Until!.Value)}, vient avant le premier, {French.Day(Choice.From)}.";
        }
        else if (Choice.End == PatternEnd.Date && Choice.Until > Choice.From.AddDays(400))
        {
            errors["au"] = "La période compte plus de 400 jours. Choisissez un dernier jour plus proche.";
        }

        if (Choice.Weeks == PatternWeeks.OneInTwo && Choice.Anchor is null)
        {
            errors["ancre"] = "Indiquez un jour de la première semaine qui compte.";
        }

        foreach (var (field, text) in errors)
        {
            ModelState.AddModelError(field, text);
        }

        Errors = errors;
        return errors;
    }

    private static DateOnly? CustodyWeek(MonthView month)
    {
        var shared = month.Children.FirstOrDefault(c => c.CustodyDays is not null);
        return shared is null
            ? null
            : month.Days.Where(d => d.Date >= month.Today && shared.CustodyDays![d.Date.Day - 1]).Select(d => (DateOnly?)MonthGrid.Monday(d.Date))
                .FirstOrDefault();
    }
}

/// <summary>The week of one child: services and the weekdays on which they take children.</summary>
public sealed record PatternTable(string Child, string Key, IReadOnlyList<(MonthRow Row, bool[] Opens)> Rows)
{
    public static PatternTable Of(MonthChild child, IReadOnlyDictionary<Guid, string> names, IReadOnlyList<MonthView> months) =>
        new(child.FirstName, names[child.ChildId],
            [.. child.Rows.Where(r => r.Online).Select(row => (row, Opens: OpenOn(child.ChildId, row.Unit, months)))
                .Where(r => Array.Exists(r.Opens, o => o))]);

    private static bool[] OpenOn(Guid child, string unit, IReadOnlyList<MonthView> months)
    {
        var opens = new bool[8];
        foreach (var month in months)
        {
            foreach (var cell in month.Children.Where(c => c.ChildId == child).SelectMany(c => c.Rows).Where(r => r.Unit == unit).SelectMany(r => r.Cells)
                .Where(c => c.State != CellState.Closed))
            {
                opens[PatternChoice.Weekday(month.Days[cell.Day - 1].Date)] = true;
            }
        }

        // A service of the holidays: which weekdays its next few days fall on says nothing of the others.
        if (Array.Exists(opens, o => o) && months.All(m => OnlyHolidays(m, child, unit)))
        {
            Array.Fill(opens, true, 1, 5);
        }

        return opens;
    }

    private static bool OnlyHolidays(MonthView month, Guid child, string unit) =>
        month.Children.Where(c => c.ChildId == child).SelectMany(c => c.Rows).Where(r => r.Unit == unit).SelectMany(r => r.Cells)
        .Where(c => c.State != CellState.Closed).All(c => month.Days[c.Day - 1].Flags.Any(f => f is "P" or "G"));
}
