using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Preau.Ui.Tags;

namespace Preau.Ui.Tests;

public sealed class FieldTests
{
    private readonly ViewContext view = new() { HttpContext = new DefaultHttpContext() };

    [Fact]
    public async Task A_field_in_error_says_the_error_before_the_help_and_keeps_what_was_written()
    {
        view.ModelState.SetModelValue("Mail", "jean", "jean");
        view.ModelState.AddModelError("Mail", "Il manque le @.");
        var html = await Render(new Field
        {
            Name = "Mail",
            Label = "Adresse",
            Help = "Pour vos reçus.",
            Type = "email",
            Value = "old@example.org",
            View = view
        });
        Assert.Contains("<label for=\"Mail\">Adresse</label>", html);
        Assert.Contains("aria-describedby=\"Mail-erreur Mail-aide\"", html);
        Assert.Contains("aria-invalid=\"true\"", html);
        Assert.Contains("value=\"jean\"", html);
        Assert.Contains("Il manque le @.", html);
    }

    [Fact]
    public async Task A_password_is_never_sent_back()
    {
        view.ModelState.SetModelValue("Password", "Secret-2026", "Secret-2026");
        Assert.DoesNotContain("Secret", await Render(new Field { Name = "Password", Label = "Mot de passe", Type = "password", View = view }));
    }

    [Fact]
    public async Task A_password_has_a_button_to_show_it_which_nobody_sees_without_scripts()
    {
        var html = await Render(new Field { Name = "Password", Label = "Mot de passe", Type = "password", View = view });
        Assert.Matches("<button[^>]* hidden=\"\"[^>]*>Afficher<span class=\"vh\"> : Mot de passe</span></button>", html);
        Assert.Contains("data-reveal=\"Password\"", html);
        Assert.Contains("type=\"button\"", html);
    }

    [Fact]
    public async Task What_people_write_is_never_markup()
    {
        Assert.DoesNotContain("<script>",
            await Render(new Field { Name = "Note", Label = "Note", Type = "textarea", Value = "</textarea><script>", View = view }));
    }

    [Fact]
    public async Task The_summary_names_the_fields_in_their_order_on_the_page_though_it_stands_before_them()
    {
        view.ModelState.AddModelError("Second", "Trop long.");
        view.ModelState.AddModelError("First", "Trop court.");
        var output = Output("error-summary");
        new ErrorSummary { View = view }.Process(Context(), output);
        await Render(new Field { Name = "First", Label = "Nom", View = view });
        await Render(new Field { Name = "Second", Label = "Prénom", View = view });
        var html = Html(output);
        Assert.Contains("autofocus", html);
        Assert.Contains("2\u00A0points à corriger", html);
        Assert.Contains("<a href=\"#First\"><b>Nom.</b> Trop court.</a></li><li><a href=\"#Second\">", html);
    }

    [Fact]
    public void There_is_no_summary_when_all_is_well()
    {
        var output = Output("error-summary");
        new ErrorSummary { View = view }.Process(Context(), output);
        Assert.Equal("", Html(output));
    }

    private static async Task<string> Render(Field field)
    {
        var output = Output("field");
        await field.ProcessAsync(Context(), output);
        return Html(output);
    }

    private static TagHelperContext Context() => new([], new Dictionary<object, object>(), "1");

    private static TagHelperOutput Output(string tag) => new(tag, [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

    private static string Html(TagHelperOutput output)
    {
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        return System.Net.WebUtility.HtmlDecode(writer.ToString().Replace("&lt;", "(lt)"));
    }
}
