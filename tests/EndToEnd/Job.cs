using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The main job through the APIs: a day is asked for, accepted, billed and announced.</summary>
internal static class Job
{
    public static async Task<Receipt> AskAsync(
        this HttpClient parent, Guid child, string unit, DateOnly date, IntentAction action = IntentAction.Book, string? reason = null) =>
        await parent.PostAsAsync<Receipt>("planning/requests", new SubmitRequest(Guid.NewGuid(), [new Intent(child, unit, date, action, reason)]));

    public static async Task<DecisionOutcome> DecideAsync(this HttpClient agent, Guid request, bool accept, string? reason = null) =>
        Assert.Single((await agent.PostAsAsync<DecisionResult>("planning/queue/decisions", new DecideRequests([request], accept, reason))).Results);

    public static async Task<ChargeView[]> ChargesAsync(this HttpClient parent, string month) =>
        (await parent.GetAsAsync<ChargesView>($"billing/charges?month={month}")).Lines;

    /// <summary>All notices of the family, newest first, whatever the page size.</summary>
    public static async Task<ThreadSummary[]> NoticesAsync(this HttpClient parent)
    {
        var found = new List<ThreadSummary>();
        for (var page = 1; ; page++)
        {
            var threads = await parent.GetAsAsync<ThreadPage>($"messaging/threads?page={page}");
            found.AddRange(threads.Items.Where(t => t.Kind == "notice"));
            if (page >= threads.Pages)
            {
                return [.. found];
            }
        }
    }

    /// <summary>Days of a month on which a unit can be booked now for a child, soonest first.</summary>
    public static async Task<List<DateOnly>> FreeDaysAsync(this HttpClient parent, string month, Guid child, string unit)
    {
        var view = await parent.GetAsAsync<MonthView>($"planning/month?month={month}");
        var first = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return [.. view.Children.Single(c => c.ChildId == child).Rows.Single(r => r.Unit == unit).Cells
            .Where(c => c.State == CellState.Free && c.Actions.HasFlag(CellActions.Book)).Select(c => first.AddDays(c.Day - 1))];
    }
}
