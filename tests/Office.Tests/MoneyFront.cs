using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>The agents' front of someone who bills and cashes.</summary>
internal static class MoneyFront
{
    public static async Task<Front> StartAsync(params BillingOffice[] offices)
    {
        var front = await Front.StartAsync("billing", "cash", "money-view", "families");
        front.Upstream.Answers["GET /api/biviers/billing/runs"] = new RunsView([], offices);
        front.Upstream.Answers["GET /api/biviers/billing/follow-up"] = new FollowUpView(0, 0, 0, [], []);
        return front;
    }

    /// <summary>Presses the button of a handler: sends its form to the button's own address.</summary>
    public static Task<Front.Shown> PressAsync(Front front, Front.Shown page, string handler, params (string, string)[] values)
    {
        var button = page.Document.QuerySelectorAll("button[formaction], form[action]")
            .First(b => (b.GetAttribute("formaction") ?? b.GetAttribute("action")!).Contains("handler=" + handler, StringComparison.OrdinalIgnoreCase));
        var form = button.Closest("form")!;
        form.SetAttribute("action", button.GetAttribute("formaction") ?? form.GetAttribute("action")!);
        form.SetAttribute("data-pressed", "yes");
        try
        {
            return front.SubmitAsync(page, "form[data-pressed]", values);
        }
        finally
        {
            form.RemoveAttribute("data-pressed");
        }
    }
}
