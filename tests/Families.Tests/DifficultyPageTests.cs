using Preau.Contracts.Api;

namespace Preau.Families.Tests;

public sealed class DifficultyPageTests
{
    private const string Api = Given.Api + "/billing/difficulty";

    [Fact]
    public async Task A_difficulty_is_told_in_ones_own_words_and_nothing_typed_is_lost()
    {
        await using var front = await Front.StartAsync();
        var plan = new PlanView(Guid.NewGuid(), "garderie-alsh", "kept", 120.60m, 80.40m, null,
            [new PlanDateView(new DateOnly(2026, 12, 31), 40.20m, "paid"), new PlanDateView(new DateOnly(2027, 1, 31), 80.40m, "coming")]);
        front.Upstream.Answers[$"GET {Api}"] = new MyDifficulty([new DifficultyOffice("garderie-alsh", "Régie garderie ALSH", 80.40m, plan,
            new DifficultyView(new DateTime(2026, 12, 1, 9, 0, 0), "J’ai perdu mon travail.", new DateTime(2026, 12, 2, 9, 0, 0), "Bien sûr.", false))]);
        var page = await front.OpenAsync("/difficulte");
        Assert.Contains("Bien sûr.", page.Text, StringComparison.Ordinal);
        Assert.Contains("aucun rappel ne part", page.Text, StringComparison.Ordinal);

        var again = await front.SubmitAsync(page, "main form", ("Text", "Aide"));
        Assert.Contains("Dites en une phrase", again.Document.QuerySelector("#Text-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Aide", again.Document.QuerySelector("#Text")!.TextContent.Trim());
        front.Upstream.Answers[$"POST {Api}"] = 204;
        await front.SubmitAsync(page, "main form", ("Text", "Je peux payer 40 € par mois."));
        Assert.Contains("\"office\":\"garderie-alsh\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_offices_the_one_that_was_written_to_says_what_is_wrong_and_the_other_stays_silent()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Api}"] = new MyDifficulty([new DifficultyOffice("garderie-alsh", "Régie garderie ALSH", 80.40m, null, null),
            new DifficultyOffice("cantine", "Régie cantine", 12m, null, null)]);

        var again = await front.SubmitAsync(await front.OpenAsync("/difficulte"), "form:has([value=cantine])", ("Text", "Aide"));

        Assert.Equal("cantine", Assert.Single(again.Document.QuerySelectorAll("form:has(.error)")).QuerySelector("[name=regie]")!.GetAttribute("value"));
        Assert.Equal(["", "Aide"], again.Document.QuerySelectorAll("textarea").Select(t => t.TextContent.Trim()));
        Assert.Equal("Aide", again.Document.QuerySelector(again.Document.QuerySelector("#erreurs a")!.GetAttribute("href")!)!.TextContent.Trim());
    }

    [Fact]
    public async Task A_family_reads_on_its_list_the_day_the_treasury_was_paid()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices"] = new InvoicesView(null, null, [new InvoiceSummary(
            Guid.NewGuid(), "SM-164", "invoice", InvoiceStates.Title, Given.Family, "DUPONT Jean", new DateOnly(2026, 11, 6), new DateOnly(2026, 12, 6),
            new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31),
            "tresorerie", "Trésorerie", 98.40m, 0, false, new DateOnly(2026, 12, 2))]);

        Assert.Contains("Réglée au Trésor le 2", (await front.OpenAsync("/factures?etat=toutes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_nothing_to_pay_the_page_leads_to_the_messages()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Api}"] = new MyDifficulty([]);

        Assert.Contains("rien à payer", (await front.OpenAsync("/difficulte")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_treasury_collects_the_page_says_whom_to_ask_and_not_that_nothing_is_owed()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Api}"] = new MyDifficulty([]);
        front.Upstream.Answers[$"GET {Given.Api}/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), null,
            "Trésorerie des Aix-d’Angillon, 02 61 91 40 72", 0, [], null);

        var page = await front.OpenAsync("/difficulte");

        Assert.Contains("02 61 91 40 72", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rien à payer", page.Text, StringComparison.Ordinal);
    }
}
