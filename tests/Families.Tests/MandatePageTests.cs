using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class MandatePageTests
{
    private const string Billing = Given.Api + "/billing/";

    [Fact]
    public async Task A_mandate_is_read_and_signed_and_nothing_typed_is_lost_when_it_is_refused()
    {
        await using var front = await StartAsync(null);
        var page = await front.OpenAsync("/prelevement");
        Assert.Equal("Jean Dupont", page.Document.QuerySelector("#Holder")!.GetAttribute("value"));

        var unread = await front.SubmitAsync(page, "form[action*='handler=Give']", ("Iban", "FR76 3000 6000 0112 3456 7890 189"));
        Assert.Contains("c’est elle qui vaut signature", unread.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("FR76 3000 6000 0112 3456 7890 189", unread.Document.QuerySelector("#Iban")!.GetAttribute("value"));
        front.Upstream.Answers[$"POST {Billing}mandates/garderie-alsh"] = new Upstream.Refusal(400, "mandate.iban", "Cet IBAN n’est pas valide.");
        var refused = await front.SubmitAsync(page, "form[action*='handler=Give']", ("Iban", "FR76 3000 6000 0112 3456 7890 188"), ("Agreed", "true"));
        Assert.Contains("Cet IBAN n’est pas valide", refused.Document.QuerySelector("#Iban-erreur")!.TextContent, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Billing}mandates/garderie-alsh"] = Mandate();
        await front.SubmitAsync(page, "form[action*='handler=Give']", ("Iban", "FR76 3000 6000 0112 3456 7890 189"), ("Agreed", "true"));
        Assert.Contains("\"agreed\":true", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_is_shown_and_stopping_asks_first()
    {
        await using var front = await StartAsync(Mandate());
        front.Upstream.Answers[$"POST {Billing}mandates/garderie-alsh/stop"] = 204;
        var page = await front.OpenAsync("/prelevement");
        Assert.Contains("FR76 •••• •••• 189", page.Text, StringComparison.Ordinal);
        Assert.Contains("ne la payez pas autrement", page.Text, StringComparison.Ordinal);

        var asked = await front.SubmitAsync(page, "form[action*='handler=Stop']");
        Assert.Contains("Cochez la case", asked.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
        await front.SubmitAsync(page, "form[action*='handler=Stop']", ("sure", "true"));
        Assert.Contains(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith("/stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_office_debits_it_is_said()
    {
        await using var front = await StartAsync(null);
        front.Upstream.Answers[$"GET {Billing}mandates/mine"] = new MyMandates([]);

        Assert.Contains("ne propose pas le prélèvement", (await front.OpenAsync("/prelevement")).Text, StringComparison.Ordinal);
        Assert.Null((await front.OpenAsync("/factures")).Document.QuerySelector("main a[href$='/prelevement']"));
    }

    private static MandateView Mandate() => new(
        Guid.NewGuid(), "garderie-alsh", "Régie garderie ALSH", Given.Family, "", "AL-1001001818331-1", "Jean Dupont", "FR76 •••• •••• 189",
        new DateOnly(2026, 9, 14), "good", null,
        new DateOnly(2029, 9, 14), null, "portal", "Jean Dupont");

    private static async Task<Front> StartAsync(MandateView? mandate)
    {
        var front = await Front.StartAsync();
        Given.Answers(front.Upstream);
        front.Upstream.Answers[$"GET {Billing}mandates/mine"] = new MyMandates([new OfficeMandate(
            "garderie-alsh", "Régie garderie ALSH", "Commune de Biviers", "FR72ZZZ123456", "En signant ce mandat, vous autorisez la commune.", mandate,
            mandate is null ? [] : [new ComingDebit(Guid.NewGuid(), "AL-2026-53", new DateOnly(2026, 12, 31), true)])]);
        return front;
    }
}
