using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup.Drafting;

/// <summary>A booking period again for the next holidays: same families, same points, its moments as far ahead as they were.</summary>
internal sealed class CopyPeriod(PlanningSetupClient setup)
{
    /// <param name="after">Days up to here have a period already.</param>
    /// <param name="service">Whose calendar tells; null for the commune's.</param>
    public async Task<PeriodForm> NextAsync(JsonObject source, DateOnly after, string? service, CancellationToken ct)
    {
        var form = PeriodForm.Of(source);
        if (form.First is not { } first || form.Last is not { } last)
        {
            return form;
        }

        var next = await NextHolidaysAsync(after, service, ct);
        // No holidays are published any more: the year after, same weekday.
        var begin = next?.First ?? first.AddDays(364);
        form.Shift(begin.DayNumber - first.DayNumber);
        form.Last = next?.Last ?? last.AddDays(364);
        form.Label = next?.Label is { Length: > 0 } name ? French.Sentence(name) : form.Label;
        return form;
    }

    /// <summary>The next holidays, for a first period; all else is left to fill in.</summary>
    public async Task<PeriodForm> FirstAsync(DateOnly today, string? service, CancellationToken ct) =>
        await NextHolidaysAsync(today, service, ct) is { } next
            ? new PeriodForm { Label = French.Sentence(next.Label ?? ""), First = next.First, Last = next.Last }
            : new PeriodForm();

    private async Task<(DateOnly First, DateOnly Last, string? Label)?> NextHolidaysAsync(DateOnly after, string? service, CancellationToken ct)
    {
        var year = after.Month >= 9 ? after.Year : after.Year - 1;
        List<YearDay> days = [.. (await setup.YearAsync(year, service, ct)).Days, .. (await setup.YearAsync(year + 1, service, ct)).Days];
        List<YearDay> ahead = [.. days.Where(d => d.Date > after).OrderBy(d => d.Date).SkipWhile(d => d.Kind is "short" or "summer")];
        List<YearDay> holidays = [.. ahead.SkipWhile(d => d.Kind is not ("short" or "summer")).TakeWhile(d => d.Kind is "short" or "summer")];
        return holidays.Count < 3 ? null : (holidays[0].Date, holidays[^1].Date,
            holidays.Where(d => !d.Closed && !d.Flags.Contains("F")).GroupBy(d => d.Label).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key);
    }
}
