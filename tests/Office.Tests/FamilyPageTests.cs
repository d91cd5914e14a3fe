using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Family files as agents keep them, on a real Family service with the demonstration families.</summary>
public sealed class FamilyPageTests : FamilyPages
{
    [Fact]
    public async Task A_family_is_created_from_the_quick_form_and_mistakes_stand_beside_their_fields()
    {
        var form = await Front.OpenAsync("/familles/nouvelle");
        var wrong = await Front.SubmitAsync(form, "main form", ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"), ("Guardian[firstName]", "Zoé"),
            ("Guardian[email]", "zoe@"), ("Children[0][firstName]", "Léo"), ("Children[0][lastName]", "Nova"));

        Assert.Contains("Indiquez le nom (responsable).", wrong.Document.QuerySelector("#Guardian_lastName_-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.NotNull(wrong.Document.QuerySelector("#Guardian_email_-erreur"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Children_0__birthDate'][id$='erreur']"));
        Assert.Equal("zoe@", wrong.Document.QuerySelector("[name='Guardian[email]']")?.GetAttribute("value"));
        var more = await Front.SubmitAsync(wrong, "main form", ("Guardian[lastName]", "Nova"));
        var two = await Front.SubmitToAsync(more, "main form", "button[formaction]");
        Assert.NotNull(two.Document.QuerySelector("[name='Children[1][firstName]']"));

        var file = await Front.SubmitAsync(two, "main form", ("Guardian[email]", "zoe@familles.example"), ("Children[0][birthDate]", "2019-02-03"));

        Assert.Equal("NOVA Zoé", file.Title);
        Assert.Contains("créé, n°", file.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Léo", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_without_a_last_name_has_the_guardians_and_one_without_a_first_name_is_asked_about()
    {
        var form = await Front.OpenAsync("/familles/nouvelle");
        (string, string)[] fields =
        [
            ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"), ("Guardian[firstName]", "Ida"), ("Guardian[lastName]", "Garance"),
            ("Children[0][birthDate]", "2019-02-03"),
        ];
        var asked = await Front.SubmitAsync(form, "main form", fields);
        Assert.NotNull(asked.Document.QuerySelector("[id^='Children_0__firstName'][id$='erreur']"));
        Assert.Equal("2019-02-03", asked.Document.QuerySelector("[name='Children[0][birthDate]']")!.GetAttribute("value"));

        var file = await Front.SubmitAsync(asked, "main form", ("Children[0][firstName]", "Milo"));
        Assert.Contains("Milo Garance", file.Text.Replace("GARANCE", "Garance", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookalike_is_asked_about_and_created_only_when_confirmed()
    {
        var asked = await Front.SubmitAsync(await Front.OpenAsync("/familles/nouvelle"), "main form", ("Guardian[civility]", "M."),
            ("Guardian[role]", "Père"), ("Guardian[firstName]", "Jean"), ("Guardian[lastName]", "Dupond"),
            ("Children[0][firstName]", "Tom"), ("Children[0][lastName]", "Dupont"), ("Children[0][birthDate]", "2020-05-03"));
        Assert.Contains("DUPONT Jean", asked.Document.QuerySelector(".note.wait")?.TextContent, StringComparison.Ordinal);

        Assert.Equal("DUPOND Jean", (await Front.SubmitAsync(asked, "main form")).Title);
    }

    [Fact]
    public async Task Every_part_of_a_file_is_edited_and_the_log_shows_old_and_new()
    {
        var file = await Front.OpenAsync($"/familles/{Jean}");
        Assert.Contains("2 foyers", file.Text, StringComparison.Ordinal);
        await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/modifier?quoi=household"), "main form", ("Values[street]", "3 rue du Bourg"));
        var guardian = file.Document.QuerySelector("a[href*='quoi=guardian&de=']")!.GetAttribute("href")!
            .Replace("/biviers/mairie", "", StringComparison.Ordinal);
        var wrong = await Front.SubmitAsync(await Front.OpenAsync(guardian), "main form", ("Values[mobile]", "au travail"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Values_mobile'][id$='erreur']"));
        await Front.SubmitAsync(wrong, "main form", ("Values[mobile]", "0639981299"));
        await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/modifier?quoi=child&de={Louise}"), "main form", ("Values[grade]", "CM1"));

        var log = await Front.OpenAsync($"/familles/{Jean}/journal");
        Assert.Contains("Adresse : 12 rue des Bonbons → 3 rue du Bourg", log.Text, StringComparison.Ordinal);
        Assert.Contains("→ 06 39 98 12 99", log.Text, StringComparison.Ordinal);
        Assert.Contains("CE2 → CM1", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guardians_and_children_are_added_and_removed_and_a_booked_child_stays()
    {
        var added = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/modifier?quoi=guardian"), "main form", ("Values[civility]", "Mme"),
            ("Values[role]", "Tutrice"), ("Values[firstName]", "Ida"), ("Values[lastName]", "Sol"));
        Assert.DoesNotContain("Droits limités", added.Text, StringComparison.Ordinal);
        Assert.Contains("Ida Sol, Tutrice", added.Document.QuerySelector(".home[aria-current]")?.TextContent, StringComparison.Ordinal);
        var ida = added.Document.QuerySelectorAll("a[href*='quoi=guardian&de=']").Single(a => a.TextContent.Contains("Ida", StringComparison.Ordinal))
            .GetAttribute("href")!.Replace("/biviers/mairie", "", StringComparison.Ordinal);
        Assert.Contains("Ida Sol n’est plus dans ce dossier",
            (await Front.SubmitAsync(await Front.OpenAsync(ida), "form[action*=Remove]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);

        Front.Upstream.Answers[$"GET {Planning}/month"] = new MonthView("2026-12", new DateOnly(2026, 12, 8), [],
            [new MonthChild(Louise, "Louise", "f", "CE2", null, null,
                [new MonthRow("repas", "Repas", "Repas", "r", "Restauration", "e", "École", "Jean", true,
                    [new MonthCell(14, CellState.Booked, CellActions.None, null, null, null, true, false),
                        new MonthCell(7, CellState.Present, CellActions.None, null, null, null, true, false)])])],
            [], [], []);
        var refused = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/modifier?quoi=child&de={Louise}"), "form[action*=Remove]");
        Assert.Contains("jour", refused.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("déplacez l’enfant", refused.Text, StringComparison.Ordinal);
        Assert.Contains("réservé", (await Front.OpenAsync($"/familles/{Jean}/archiver")).Document.QuerySelector(".note.bad")?.TextContent,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guardian", "emailConsent", "smsConsent", "livesElsewhere", "restricted")]
    [InlineData("child", "packedLunch")]
    public async Task What_nobody_said_is_no_yes_in_a_new_part(string part, params string[] fields)
    {
        var form = await Front.OpenAsync($"/familles/{Jean}/modifier?quoi={part}");

        Assert.All(fields,
            f => Assert.Equal(["Non renseigné", "Oui", "Non"], form.Document.QuerySelectorAll($"[name='Values[{f}]'] option").Select(o => o.TextContent)));
        Assert.All(fields, f => Assert.Null(form.Document.QuerySelector($"[name='Values[{f}]'] option[selected][value=oui]")));
    }

    [Fact]
    public async Task What_a_family_owes_leads_to_its_invoices_and_for_who_holds_the_drawer_to_the_counter()
    {
        Front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 8.10m, [], null);

        Front.Upstream.Members = [Front.Upstream.Members[0] with { Permissions = ["families", "cash", "billing"] }];

        var page = await Front.OpenAsync($"/familles/{Jean}");

        Assert.Equal([$"/biviers/mairie/facturation/toutes?famille={Jean}", $"/biviers/mairie/encaissements?famille={Jean}"],
            page.Document.QuerySelectorAll("[aria-labelledby=t-account] a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task What_a_family_owes_leads_nowhere_for_who_has_no_right_on_money()
    {
        Front.Upstream.Members = [Front.Upstream.Members[0] with { Permissions = ["families"] }];

        Assert.Empty((await Front.OpenAsync($"/familles/{Jean}")).Document.QuerySelectorAll("[aria-labelledby=t-account] a"));
    }

    [Fact]
    public async Task Rights_that_a_judge_limited_stand_on_the_file()
    {
        var file = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/modifier?quoi=guardian"), "main form",
            ("Values[civility]", "M."), ("Values[role]", "Père"), ("Values[firstName]", "Luc"), ("Values[lastName]", "Sol"), ("Values[restricted]", "oui"));

        Assert.Contains("Droits limités",
            file.Document.QuerySelectorAll("aside section h2").Single(h => h.TextContent.Contains("Luc", StringComparison.Ordinal)).TextContent,
            StringComparison.Ordinal);
    }
}
