using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Several children and services enrolled at once, by an agent; what is refused stands, what was made is said.</summary>
public sealed class EnrolManyTests
{
    private const string Planning = "/api/biviers/planning";
    private static readonly string Page = $"/familles/{Given.Family}/inscriptions";

    [Fact]
    public async Task Two_services_are_asked_for_one_child_and_the_refused_one_is_named_with_what_was_made()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync(Page);
        var none = await front.SubmitAsync(page, "form[action*='handler=Create']");
        Assert.Contains("Choisissez l’enfant", none.Document.QuerySelector("#Input_Children-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Choisissez le service", none.Document.QuerySelector("#Input_Services-erreur")!.TextContent, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Planning}/enrolments"] = new Upstream.Refusal(409, "enrolment.overlap", "Déjà inscrit à ces dates.");
        var refused = await front.SubmitAsync(page, "form[action*='handler=Create']", ("Input.Children", $"{Given.Child}"), ("Input.Services", "midi"),
            ("Input.Services", "soir"), ("Input.From", "2026-12-14"));
        var said = refused.Document.QuerySelector("#Input_Services-erreur")!.TextContent;
        Assert.Contains("« Midi » : Déjà inscrit à ces dates.", Testing.FrontUnderTest.AsRead(said), StringComparison.Ordinal);
        Assert.Equal(["midi", "soir"], refused.Document.QuerySelectorAll("[name='Input.Services'][checked]").Select(b => b.GetAttribute("value")));
        Assert.Equal(2, front.Upstream.Calls.Count(c => c.Method == "POST"));

        front.Upstream.Answers[$"POST {Planning}/enrolments"] = One("midi", "Midi");
        var done = await front.SubmitAsync(refused, "form[action*='handler=Create']");
        Assert.Contains("2 inscriptions faites", done.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_again_what_was_made_is_not_made_twice()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Planning}/enrolments"] = new[] { One("midi", "Midi") };
        front.Upstream.Answers[$"POST {Planning}/enrolments"] = One("soir", "Soir");

        var done = await front.SubmitAsync(await front.OpenAsync(Page), "form[action*='handler=Create']", ("Input.Children", $"{Given.Child}"),
            ("Input.Services", "midi"), ("Input.Services", "soir"), ("Input.From", "2026-12-14"));

        Assert.Contains("\"service\":\"soir\"", Assert.Single(front.Upstream.Calls, c => c.Method == "POST").Body, StringComparison.Ordinal);
        Assert.Contains("à « Soir » faite", Testing.FrontUnderTest.AsRead(done.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_dates_that_is_refused_keeps_the_dates_and_the_reason()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Planning}/enrolments"] = new[] { One("midi", "Midi") };
        front.Upstream.Answers[$"PUT {Planning}/enrolments/{One("midi", "Midi").EnrolmentId}"] = new Upstream.Refusal(409, "x", "Trop tôt.");

        var again = await front.SubmitAsync(await front.OpenAsync(Page), "form[action*='handler=Change']", ("from", "2026-12-20"), ("until", "2027-02-01"),
            ("reason", "ko"));

        Assert.Equal(("2026-12-20", "2027-02-01", "ko"), (Typed("from"), Typed("until"), Typed("reason")));

        string? Typed(string name) => again.Document.QuerySelector($"details[open] [name={name}]")!.GetAttribute("value");
    }

    private static EnrolmentView One(string service, string label) => new(
        Guid.Parse("70000000-0000-0000-0000-0000000000e1"), Given.Child, "Tom", service, label, "École", new DateOnly(2026, 12, 14), null, "DUPONT Jean");

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync("requests", "families");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File();
        front.Upstream.Answers[$"GET {Planning}/enrolments"] = Array.Empty<EnrolmentView>();
        front.Upstream.Answers[$"GET {Planning}/enrolments/services"] = new FilterOption[] { new("midi", "Midi"), new("soir", "Soir") };
        return front;
    }
}
