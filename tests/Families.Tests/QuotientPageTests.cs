using Preau.Contracts.Api;

namespace Preau.Families.Tests;

public sealed class QuotientPageTests
{
    private const string Path = $"{Given.Api}/family/me/quotient";

    [Fact]
    public async Task A_parent_agrees_with_the_identity_that_CAF_knows_corrects_it_and_takes_it_back()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Path}"] = new MyQuotientView(true, null, null);
        front.Upstream.Answers[$"PUT {Path}"] = View("identity", null);
        front.Upstream.Answers[$"DELETE {Path}"] = 204;
        var page = await front.OpenAsync("/compte/quotient");
        Assert.Equal("Dupont", page.Document.QuerySelector("#BirthName")!.GetAttribute("value"));

        var silent = await front.SubmitAsync(page, "details form", ("FirstNames", "Jean Paul"), ("BirthDate", "1985-04-07"));
        Assert.Equal("Écrivez la commune de naissance.", silent.Document.QuerySelector("#Commune-erreur span")!.TextContent);
        Assert.Contains("sans votre accord", silent.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Jean Paul", silent.Document.QuerySelector("#FirstNames")!.GetAttribute("value"));

        await front.SubmitAsync(page, "details form", ("FirstNames", "Jean Paul"), ("BirthDate", "1985-04-07"), ("Commune", "Grenoble"), ("Department", "38"),
            ("Agreed", "true"));
        Assert.Contains("\"birthDate\":\"1985-04-07\",\"gender\":\"M\",\"country\":\"99100\",\"commune\":\"Grenoble\",\"department\":\"38\"",
            front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);

        front.Upstream.Answers[$"GET {Path}"] = View("identity", null);
        var refused = await front.OpenAsync("/compte/quotient");
        Assert.NotNull(refused.Document.QuerySelector("details[open] #BirthName"));
        await front.SubmitAsync(refused, "form[action*='handler=TakeBack']");
        Assert.Contains(front.Upstream.Calls, c => c.Method == "DELETE" && c.Path == Path);
    }

    [Fact]
    public async Task A_commune_that_does_not_ask_says_what_to_do()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Path}"] = new MyQuotientView(false, null, null);

        var page = await front.OpenAsync("/compte/quotient");

        Assert.Contains("Envoyez-lui votre attestation", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("details form"));
    }

    private static MyQuotientView View(string outcome, DateTime? next) => new(
        true, new QuotientAgreementView(new DateTime(2026, 12, 8, 9, 10, 0), "Jean Dupont", next),
        new QuotientAnswerView(new DateTime(2026, 12, 8, 9, 10, 0), outcome, null, null, null, null, null, "00364", "Identité à corriger."));
}
