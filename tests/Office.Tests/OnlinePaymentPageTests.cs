using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class OnlinePaymentPageTests
{
    private const string Api = "/api/biviers/billing/online/";

    [Fact]
    public async Task The_treasury_is_asked_whose_number_it_is_and_the_form_keeps_what_was_typed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}client"] = new OnlineClientView(true, "Trésorerie de Meylan, régie ALSH");
        var page = await front.OpenAsync("/reglages/paiement-en-ligne");

        var asked = await front.SubmitToAsync(page, "main form", "button[formaction$='handler=Ask']", ("ClientNumber", "018 110"), ("Mode", "W"));

        Assert.Contains("Trésorerie de Meylan, régie ALSH", asked.Text, StringComparison.Ordinal);
        Assert.Equal("018110", asked.Document.QuerySelector("#ClientNumber")!.GetAttribute("value"));
        Assert.Contains("\"clientNumber\":\"018110\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");
    }

    [Fact]
    public async Task The_contract_is_saved_on_the_version_that_was_shown()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh"] = 200;
        var page = await front.OpenAsync("/reglages/paiement-en-ligne");

        await front.SubmitToAsync(page, "main form", "button[formaction$='handler=Save']", ("ClientNumber", "018110"), ("Mode", "W"), ("Maximum", "9 999,99"));

        var sent = front.Upstream.Calls.Last(c => c.Method == "PUT").Body;
        Assert.Contains("\"basedOn\":7,\"clientNumber\":\"018110\",\"mode\":\"W\",\"daysAfterDue\":30,\"maximum\":9999.99", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345", "30", "100", "Six chiffres")]
    [InlineData("", "30", "100", "Sans numéro de client")]
    [InlineData("018110", "x", "100", "De 0 à 365 jours")]
    [InlineData("018110", "30", "200000", "De 1 à 100 000 euros")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_saved(string number, string days, string maximum, string sentence)
    {
        await using var front = await StartAsync();
        var again = await front.SubmitToAsync(
            await front.OpenAsync("/reglages/paiement-en-ligne"), "main form", "button[formaction$='handler=Save']", ("ClientNumber", number), ("Mode", "W"),
            ("DaysAfterDue", days), ("Maximum", maximum));

        Assert.Contains(sentence, again.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(days, again.Document.QuerySelector("#DaysAfterDue")!.GetAttribute("value"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");
    }

    [Fact]
    public async Task Settings_changed_in_between_are_told_and_not_overwritten()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh"] = new Upstream.Refusal(409, "settings.changed", "Ces réglages ont été modifiés entre-temps.");
        var again = await front.SubmitToAsync(await front.OpenAsync("/reglages/paiement-en-ligne"), "main form", "button[formaction$='handler=Save']",
            ("ClientNumber", "018110"), ("Mode", "T"));

        Assert.Contains("modifiés entre-temps", again.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_agent_must_look_at_is_listed_with_its_reason_and_the_rest_on_demand()
    {
        await using var front = await Front.StartAsync(Permissions.Cash);
        front.Upstream.Answers[$"GET {Api}attempts"] = new OnlineAttempts(
            [new OnlineAttemptRow(Guid.NewGuid(), new DateTime(2026, 12, 8, 9, 12, 0), "DUPONT Jean", Guid.NewGuid(), "AL-36", "Régie garderie ALSH", 120.60m,
                "alarm", "Le Trésor public annonce un autre montant.", null, null)]);

        var page = await front.OpenAsync("/encaissements/paiements-en-ligne");
        await front.OpenAsync("/encaissements/paiements-en-ligne?tous=oui");

        Assert.Contains("Le Trésor public annonce un autre montant.", page.Text, StringComparison.Ordinal);
        Assert.Contains("À vérifier", page.Document.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("?all=true", front.Upstream.Calls.Last(c => c.Path.EndsWith("/attempts", StringComparison.Ordinal)).Query);
        front.Upstream.Answers[$"GET {Api}attempts"] = new OnlineAttempts([]);
        Assert.Contains("Rien à vérifier", (await front.OpenAsync("/encaissements/paiements-en-ligne")).Text, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = new OnlineOfficesView(7, true,
            [new OnlineOffice("garderie-alsh", "Régie garderie ALSH", "regie", "012345", "T", 30, 100_000)]);
        return front;
    }
}
