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
            new FieldPolicyView("guardian.mobile", "Mobile", "guardian", FieldMode.Editable, true, false),
            new FieldPolicyView("child.grade", "Niveau", "child", FieldMode.Shown, false, true),
        };
        front.Upstream.Answers[$"GET {Api}/settings"] = new SectionView(3, null, null,
            JsonDocument.Parse("""{ "timeZone": "Europe/Paris", "confirmFrom": "09-01", "documents": [] }""").RootElement);
        front.Upstream.Answers[$"PUT {Api}/settings"] = new SectionView(4, null, null, JsonDocument.Parse("{}").RootElement);
        var page = await front.OpenAsync("/reglages/dossiers");
        Assert.Equal("01/09", page.Document.QuerySelector("#ConfirmFrom")?.GetAttribute("value"));
        var wrong = await front.SubmitAsync(page, "main form[data-once]", ("ConfirmFrom", "32/13"));
        Assert.Contains("« 01/09 »", wrong.Document.QuerySelector("#ConfirmFrom-erreur")?.TextContent, StringComparison.Ordinal);

        var done = await front.SubmitAsync(page, "main form[data-once]", ("mode.guardian.mobile", "Obligatory"), ("AnswerDays", "8"));

        Assert.Contains("valable dès maintenant", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        var sent = JsonDocument.Parse(front.Upstream.Calls.Single(c => c.Method == "PUT").Body).RootElement;
        Assert.Equal(3, sent.GetProperty("basedOn").GetInt64());
        var section = sent.GetProperty("document");
        Assert.Equal(
            ("Europe/Paris", 8,
                "obligatory"), (section.GetProperty("timeZone").GetString(), section.GetProperty("answerDays").GetInt32(),
                    section.GetProperty("fields").GetProperty("guardian.mobile").GetProperty("mode").GetString()));
        Assert.Single(section.GetProperty("fields").EnumerateObject());
        Assert.False(section.TryGetProperty("legal", out _));
    }

    [Fact]
    public async Task Documents_agreements_and_legal_pages_are_rows_and_fields_and_what_the_form_does_not_show_stays()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}/field-policies"] = Array.Empty<FieldPolicyView>();
        front.Upstream.Answers[$"GET {Api}/settings"] = new SectionView(3, null, null, JsonDocument.Parse("""
            { "documents": [{ "key": "assurance", "label": "Assurance", "validity": "schoolYear", "schools": ["Bourg"] }],
              "consents": [{ "key": "photos", "label": "Photos", "text": "J’autorise les photos.", "version": 2, "since": "2026-09-01" }], "legal": { "publisher": "La maire", "exempt": ["Un.", "Deux."] } }
            """).RootElement);
        front.Upstream.Answers[$"PUT {Api}/settings"] = new SectionView(4, null, null, JsonDocument.Parse("{}").RootElement);
        var page = await front.OpenAsync("/reglages/dossiers");
        Assert.DoesNotContain("{", string.Concat(page.Document.QuerySelectorAll("textarea").Select(t => t.TextContent)), StringComparison.Ordinal);
        Assert.Equal("Un.\nDeux.", page.Document.QuerySelector("[name='Legal.Exempt']")?.TextContent.Trim());

        var more = await front.SubmitToAsync(page, "main form[data-once]", "button[value='documents/add']", ("Documents[0].Label", "Attestation d’assurance"));
        Assert.Equal("Attestation d’assurance", more.Document.QuerySelector("[name='Documents[0].Label']")?.GetAttribute("value"));
        var wrong = await front.SubmitAsync(more, "main form[data-once]", ("Documents[1].Validity", "months"), ("Legal.Accessibility", "partial"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Documents_1__Label'][id$='-erreur']"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Documents_1__Months'][id$='-erreur']"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Legal_AuditedBy'][id$='-erreur']"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");

        await front.SubmitAsync(wrong, "main form[data-once]", ("Documents[1].Label", "Justificatif de domicile"), ("Documents[1].Months", "12"),
            ("Documents[1].Per", "household"), ("Legal.Accessibility", "none"), ("Consents[0].AskAgain", "true"));

        var section = JsonDocument.Parse(front.Upstream.Calls.Single(c => c.Method == "PUT").Body).RootElement.GetProperty("document");
        Assert.Equal(
            """[{"key":"assurance","label":"Attestation d’assurance","validity":"schoolYear","schools":["Bourg"]},{"key":"justificatif-de-domicile","label":"Justificatif de domicile","per":"household","validity":"months","months":12}]""",
            Plain(section.GetProperty("documents")));
        Assert.Equal("""[{"key":"photos","label":"Photos","text":"J’autorise les photos.","version":3,"since":"2026-09-01"}]""",
            Plain(section.GetProperty("consents")));
        Assert.Equal("""{"publisher":"La maire","exempt":["Un.","Deux."]}""", Plain(section.GetProperty("legal")));
    }

    private static string Plain(JsonElement element) => JsonSerializer.Serialize(element, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
