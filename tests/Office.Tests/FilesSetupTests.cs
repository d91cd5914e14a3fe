using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class FilesSetupTests
{
    private const string Api = "/api/biviers/family";

    [Fact]
    public async Task Each_field_is_set_on_screen_and_the_rest_of_the_section_stays()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}/field-policies"] = new[]
        {
            new FieldPolicyView("guardian.mobile", "Mobile", "guardian", FieldMode.Editable, true, false), new FieldPolicyView("child.grade", "Niveau", "child", FieldMode.Shown, false, true),
        };
        front.Upstream.Answers[$"GET {Api}/settings"] = new SectionView(3, null, null, JsonDocument.Parse("""{ "timeZone": "Europe/Paris", "confirmFrom": "09-01", "documents": [] }""").RootElement);
        front.Upstream.Answers[$"PUT {Api}/settings"] = new SectionView(4, null, null, JsonDocument.Parse("{}").RootElement);
        var page = await front.OpenAsync("/reglages/dossiers");
        Assert.Equal("01/09", page.Document.QuerySelector("#ConfirmFrom")?.GetAttribute("value"));
        var wrong = await front.SubmitAsync(page, "main form[data-once]", ("ConfirmFrom", "32/13"), ("Documents", "[{"));
        Assert.Contains("« 01/09 »", wrong.Document.QuerySelector("#ConfirmFrom-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ligne", wrong.Document.QuerySelector("#Documents-erreur")?.TextContent, StringComparison.Ordinal);

        var done = await front.SubmitAsync(page, "main form[data-once]", ("mode.guardian.mobile", "Obligatory"), ("AnswerDays", "8"));

        Assert.Contains("valable dès maintenant", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        var sent = JsonDocument.Parse(front.Upstream.Calls.Single(c => c.Method == "PUT").Body).RootElement;
        Assert.Equal(3, sent.GetProperty("basedOn").GetInt64());
        var section = sent.GetProperty("document");
        Assert.Equal(("Europe/Paris", 8, "obligatory"), (section.GetProperty("timeZone").GetString(), section.GetProperty("answerDays").GetInt32(), section.GetProperty("fields").GetProperty("guardian.mobile").GetProperty("mode").GetString()));
        Assert.Single(section.GetProperty("fields").EnumerateObject());
    }
}
