using Preau.Contracts.Api;
using Preau.Family;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>Family files as agents keep them, on a real Family service with the demonstration families.</summary>
public sealed class FamilyPageTests : IAsyncLifetime
{
    private const string Planning = "/api/biviers/planning";
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    private ServiceUnderTest _family = null!;
    private Front _front = null!;

    public async ValueTask InitializeAsync()
    {
        var deploy = Path.Combine(Root(AppContext.BaseDirectory), "deploy");
        _family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
            ("Tenants:Directory", Path.Combine(deploy, "tenants")), ("Demo:Directory", Path.Combine(deploy, "demo")));
        _front = await Front.StartAsync("families", "requests", "billing", "settings");
        _front.Upstream.Family = _family;
        _front.Upstream.Answers[$"GET {Planning}/enrolments"] = Array.Empty<EnrolmentView>();
        _front.Upstream.Answers[$"GET {Planning}/month"] = new MonthView("2026-12", new DateOnly(2026, 12, 8), [], [], [], [], []);
        _front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 0, null, 0, [], null);
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _family.DisposeAsync();
    }

    [Fact]
    public async Task A_family_is_created_from_the_quick_form_and_mistakes_stand_beside_their_fields()
    {
        var form = await _front.OpenAsync("/familles/nouvelle");
        var wrong = await _front.SubmitAsync(form, "main form", ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"), ("Guardian[firstName]", "Zoé"),
            ("Guardian[email]", "zoe@"), ("Children[0][firstName]", "Léo"), ("Children[0][lastName]", "Nova"));

        Assert.Contains("Indiquez le nom (responsable).", wrong.Document.QuerySelector("#Guardian_lastName_-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.NotNull(wrong.Document.QuerySelector("#Guardian_email_-erreur"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Children_0__birthDate'][id$='erreur']"));
        Assert.Equal("zoe@", wrong.Document.QuerySelector("[name='Guardian[email]']")?.GetAttribute("value"));
        var more = await _front.SubmitAsync(wrong, "main form", ("Guardian[lastName]", "Nova"));
        var two = await _front.SubmitToAsync(more, "main form", "button[formaction]");
        Assert.NotNull(two.Document.QuerySelector("[name='Children[1][firstName]']"));

        var file = await _front.SubmitAsync(two, "main form", ("Guardian[email]", "zoe@familles.example"), ("Children[0][birthDate]", "2019-02-03"));

        Assert.Equal("NOVA Zoé", file.Title);
        Assert.Contains("créé, n°", file.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Léo", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_without_a_last_name_has_the_guardians_and_one_without_a_first_name_is_asked_about()
    {
        var form = await _front.OpenAsync("/familles/nouvelle");
        (string, string)[] fields =
        [
            ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"), ("Guardian[firstName]", "Ida"), ("Guardian[lastName]", "Garance"),
            ("Children[0][birthDate]", "2019-02-03"),
        ];
        var asked = await _front.SubmitAsync(form, "main form", fields);
        Assert.NotNull(asked.Document.QuerySelector("[id^='Children_0__firstName'][id$='erreur']"));
        Assert.Equal("2019-02-03", asked.Document.QuerySelector("[name='Children[0][birthDate]']")!.GetAttribute("value"));

        var file = await _front.SubmitAsync(asked, "main form", ("Children[0][firstName]", "Milo"));
        Assert.Contains("Milo Garance", file.Text.Replace("GARANCE", "Garance", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookalike_is_asked_about_and_created_only_when_confirmed()
    {
        var asked = await _front.SubmitAsync(await _front.OpenAsync("/familles/nouvelle"), "main form", ("Guardian[civility]", "M."),
            ("Guardian[role]", "Père"), ("Guardian[firstName]", "Jean"), ("Guardian[lastName]", "Dupond"),
            ("Children[0][firstName]", "Tom"), ("Children[0][lastName]", "Dupont"), ("Children[0][birthDate]", "2020-05-03"));
        Assert.Contains("DUPONT Jean", asked.Document.QuerySelector(".note.wait")?.TextContent, StringComparison.Ordinal);

        Assert.Equal("DUPOND Jean", (await _front.SubmitAsync(asked, "main form")).Title);
    }

    [Fact]
    public async Task Every_part_of_a_file_is_edited_and_the_log_shows_old_and_new()
    {
        var file = await _front.OpenAsync($"/familles/{Jean}");
        Assert.Contains("2 foyers", file.Text, StringComparison.Ordinal);
        await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=household"), "main form", ("Values[street]", "3 rue du Bourg"));
        var guardian = file.Document.QuerySelector("a[href*='quoi=guardian&de=']")!.GetAttribute("href")!
            .Replace("/biviers/mairie", "", StringComparison.Ordinal);
        var wrong = await _front.SubmitAsync(await _front.OpenAsync(guardian), "main form", ("Values[mobile]", "au travail"));
        Assert.NotNull(wrong.Document.QuerySelector("[id^='Values_mobile'][id$='erreur']"));
        await _front.SubmitAsync(wrong, "main form", ("Values[mobile]", "0639981299"));
        await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=child&de={Louise}"), "main form", ("Values[grade]", "CM1"));

        var log = await _front.OpenAsync($"/familles/{Jean}/journal");
        Assert.Contains("Adresse : 12 rue des Bonbons → 3 rue du Bourg", log.Text, StringComparison.Ordinal);
        Assert.Contains("→ 06 39 98 12 99", log.Text, StringComparison.Ordinal);
        Assert.Contains("CE2 → CM1", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guardians_and_children_are_added_and_removed_and_a_booked_child_stays()
    {
        var added = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=guardian"), "main form", ("Values[civility]", "Mme"),
            ("Values[role]", "Tutrice"), ("Values[firstName]", "Ida"), ("Values[lastName]", "Sol"));
        Assert.DoesNotContain("Droits limités", added.Text, StringComparison.Ordinal);
        Assert.Contains("Ida Sol, Tutrice", added.Document.QuerySelector(".home[aria-current]")?.TextContent, StringComparison.Ordinal);
        var ida = added.Document.QuerySelectorAll("a[href*='quoi=guardian&de=']").Single(a => a.TextContent.Contains("Ida", StringComparison.Ordinal))
            .GetAttribute("href")!.Replace("/biviers/mairie", "", StringComparison.Ordinal);
        Assert.Contains("Ida Sol n’est plus dans ce dossier",
            (await _front.SubmitAsync(await _front.OpenAsync(ida), "form[action*=Remove]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);

        _front.Upstream.Answers[$"GET {Planning}/month"] = new MonthView("2026-12", new DateOnly(2026, 12, 8), [],
            [new MonthChild(Louise, "Louise", "f", "CE2", null, null,
                [new MonthRow("repas", "Repas", "Repas", "r", "Restauration", "e", "École", "Jean", true,
                    [new MonthCell(14, CellState.Booked, CellActions.None, null, null, null, true, false),
                        new MonthCell(7, CellState.Present, CellActions.None, null, null, null, true, false)])])],
            [], [], []);
        var refused = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=child&de={Louise}"), "form[action*=Remove]");
        Assert.Contains("jour", refused.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("déplacez l’enfant", refused.Text, StringComparison.Ordinal);
        Assert.Contains("réservé", (await _front.OpenAsync($"/familles/{Jean}/archiver")).Document.QuerySelector(".note.bad")?.TextContent,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guardian", "emailConsent", "smsConsent", "livesElsewhere", "restricted")]
    [InlineData("child", "packedLunch")]
    public async Task What_nobody_said_is_no_yes_in_a_new_part(string part, params string[] fields)
    {
        var form = await _front.OpenAsync($"/familles/{Jean}/modifier?quoi={part}");

        Assert.All(fields,
            f => Assert.Equal(["Non renseigné", "Oui", "Non"], form.Document.QuerySelectorAll($"[name='Values[{f}]'] option").Select(o => o.TextContent)));
        Assert.All(fields, f => Assert.Null(form.Document.QuerySelector($"[name='Values[{f}]'] option[selected][value=oui]")));
    }

    [Fact]
    public async Task What_a_family_owes_leads_to_its_invoices_and_for_who_holds_the_drawer_to_the_counter()
    {
        _front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 8.10m, [], null);

        _front.Upstream.Members = [_front.Upstream.Members[0] with { Permissions = ["families", "cash", "billing"] }];

        var page = await _front.OpenAsync($"/familles/{Jean}");

        Assert.Equal([$"/biviers/mairie/facturation/toutes?famille={Jean}", $"/biviers/mairie/encaissements?famille={Jean}"],
            page.Document.QuerySelectorAll("[aria-labelledby=t-account] a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task What_a_family_owes_leads_nowhere_for_who_has_no_right_on_money()
    {
        _front.Upstream.Members = [_front.Upstream.Members[0] with { Permissions = ["families"] }];

        Assert.Empty((await _front.OpenAsync($"/familles/{Jean}")).Document.QuerySelectorAll("[aria-labelledby=t-account] a"));
    }

    [Fact]
    public async Task Rights_that_a_judge_limited_stand_on_the_file()
    {
        var file = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=guardian"), "main form",
            ("Values[civility]", "M."), ("Values[role]", "Père"), ("Values[firstName]", "Luc"), ("Values[lastName]", "Sol"), ("Values[restricted]", "oui"));

        Assert.Contains("Droits limités",
            file.Document.QuerySelectorAll("aside section h2").Single(h => h.TextContent.Contains("Luc", StringComparison.Ordinal)).TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_balance_says_why_it_is_not_archived_and_an_empty_one_is_archived_and_reopened()
    {
        _front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 8.10m, [], null);
        Assert.Contains("À payer au 8 décembre", (await _front.OpenAsync($"/familles/{Jean}")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        _front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), -88.20m, null, 8.10m, [], null,
            Merged: ["Repris du dossier n° 2002, réuni à celui-ci : 52,40 €, dont 9 tickets."]);
        Assert.Equal("88,20 € d’avance au 8 décembre",
            string.Concat((await _front.OpenAsync($"/familles/{Jean}")).Document.QuerySelectorAll("[aria-labelledby=t-account] > p")
            .Take(2).Select(p => p.TextContent + " ")).Trim().Replace('\u00A0', ' '));
        Assert.Contains("Repris du dossier n° 2002, réuni à celui-ci",
            (await _front.OpenAsync($"/familles/{Jean}")).Document.QuerySelector("[aria-labelledby=t-account]")!.TextContent, StringComparison.Ordinal);
        _front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 8.10m, [], null);
        var refused = await _front.OpenAsync($"/familles/{Jean}/archiver");
        Assert.Equal(2, refused.Document.QuerySelectorAll(".note.bad li").Length);
        Assert.Null(refused.Document.QuerySelector("main form"));

        _front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 0, null, 0, [], null);
        var done = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/archiver"), "main form", ("Reason", "déménagement"));
        Assert.Contains("Dossier archivé", done.Text, StringComparison.Ordinal);
        Assert.Null((await _front.OpenAsync("/familles")).Document.QuerySelector($"tbody a[href$='{Jean}']"));
        Assert.Contains("DUPONT Jean", (await _front.OpenAsync("/familles?archives=1")).Text, StringComparison.Ordinal);
        var none = await _front.OpenAsync("/familles?q=06+39+98+12+34");
        Assert.Contains("1\u00A0dossier archivé répond à ces mots", none.Text, StringComparison.Ordinal);
        Assert.Null(none.Document.QuerySelector(".empty a[href$='nouvelle']"));
        Assert.Null((await _front.SubmitAsync(done, "form[action*=Reopen]")).Document.QuerySelector("form[action*=Reopen]"));
    }

    [Fact]
    public async Task Two_files_are_compared_merged_and_taken_apart_again()
    {
        var twin = (await _front.SubmitAsync(await _front.OpenAsync("/familles/nouvelle"), "main form", ("Guardian[civility]", "M."),
            ("Guardian[role]", "Père"), ("Guardian[firstName]", "Jean"), ("Guardian[lastName]", "Dupond"))).Address;
        var found = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/fusion"), "form[role=search]:not(.roof *)", ("q", "dupond"));
        var preview = await _front.OpenAsync(found.Document.QuerySelector("main tbody a")!.GetAttribute("href")!
            .Replace("/biviers/mairie", "", StringComparison.Ordinal));
        Assert.Contains("Jean Dupond, Père", preview.Text, StringComparison.Ordinal);

        var merged = await _front.SubmitAsync(preview, "main form[method=post]");
        Assert.Contains("Réuni avec DUPOND Jean", merged.Text, StringComparison.Ordinal);
        Assert.Contains("a été réuni à un autre",
            (await _front.OpenAsync(new Uri(twin).AbsolutePath.Replace("/biviers/mairie", "", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Réuni avec",
            (await _front.SubmitAsync(merged, "form[action*=UndoMerge]")).Document.QuerySelector(".note.info")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_household_splits_and_a_child_moves()
    {
        await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=guardian"), "main form", ("Values[civility]", "Mme"),
            ("Values[role]", "Mère"), ("Values[firstName]", "Ida"), ("Values[lastName]", "Sol"));
        var form = await _front.OpenAsync($"/familles/{Jean}/separer");
        Assert.Contains("Choisissez le parent", (await _front.SubmitAsync(form, "main form")).Text, StringComparison.Ordinal);
        var ida = form.Document.QuerySelectorAll("input[name=Guardian]").Single(i => i.ParentElement!.TextContent.Contains("Ida", StringComparison.Ordinal))
            .GetAttribute("value")!;
        var wrong = await _front.SubmitAsync(form, "main form", ("Guardian", ida), ($"Kids[{Louise}]", "Stays"), ("PostCode", "38000"), ("City", "Grenoble"));
        Assert.Equal(["Street", "Resident"],
            wrong.Document.QuerySelectorAll("main form [id$='-erreur']").Select(e => e.Id!.Replace("-erreur", "", StringComparison.Ordinal)));
        var review = await _front.SubmitAsync(wrong, "main form", ("Street", "2 rue Basse"), ("Resident", "false"));
        Assert.Contains("2 rue Basse, 38000 Grenoble", review.Text, StringComparison.Ordinal);
        Assert.Contains("Aucun bouton ne défait une séparation", review.Text, StringComparison.Ordinal);
        Assert.Equal("2 rue Basse",
            (await _front.SubmitAsync(review, "main form", ("Act", "corriger"))).Document.QuerySelector("[name=Street]")?.GetAttribute("value"));
        var split = await _front.SubmitAsync(review, "main form", ("Act", "oui"));
        Assert.Equal("SOL Ida", split.Title);
        Assert.Contains("2 rue Basse, 38000 Grenoble", split.Text, StringComparison.Ordinal);

        var found = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}/enfant/{Louise}/deplacer"), "form[role=search]:not(.roof *)",
            ("q", "sol ida"));
        var ask = await _front.OpenAsync(found.Document.QuerySelector("main tbody a")!.GetAttribute("href")!
            .Replace("/biviers/mairie", "", StringComparison.Ordinal));
        Assert.Contains("SOL Ida", ask.Text, StringComparison.Ordinal);
        Assert.Contains("au tarif et sur les factures de l’autre foyer", ask.Text, StringComparison.Ordinal);
        var moved = await _front.SubmitAsync(ask, "main form[method=post]");
        Assert.Equal("SOL Ida", moved.Title);
        Assert.Contains("Louise", moved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_court_orders_and_invitations_are_acts_of_one_button()
    {
        var page = await _front.SubmitAsync(await _front.OpenAsync($"/familles/{Jean}"), "form[action*='handler=Note'], form[action$='Note']",
            ("text", "Joindre Jean après 17 h"));
        Assert.Contains("Joindre Jean après 17 h", page.Text, StringComparison.Ordinal);
        page = await _front.SubmitAsync(page, "form[action*=NoNote]");
        Assert.DoesNotContain("Joindre Jean", page.Document.QuerySelector(".notes")?.TextContent ?? "", StringComparison.Ordinal);
        var tooLong = await _front.SubmitAsync(page, "form[action*='handler=Note'], form[action$='Note']", ("text", new string('n', 501)));
        Assert.Equal(501, tooLong.Document.QuerySelector("#note-text")!.GetAttribute("value")?.Length);
        var wrong = await _front.SubmitAsync(page, "form[action*=Order]:not([action*=End])", ("child", Louise.ToString()), ("what", "remise à la mère"));
        Assert.Contains("Indiquez l’enfant", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("remise à la mère", wrong.Document.QuerySelector("details[open] #o-what")!.GetAttribute("value"));
        page = await _front.SubmitAsync(page, "form[action*=Order]:not([action*=End])", ("child", Louise.ToString()), ("date", "2026-12-01"),
            ("what", "remise à la mère seulement"));
        Assert.Contains("remise à la mère seulement", page.Document.QuerySelector(".note.bad")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await _front.SubmitAsync(page, "form[action*=EndOrder]")).Document.QuerySelector("main > .note.bad"));
        Assert.Contains("L’invitation part", (await _front.SubmitAsync(page, "form[action*=Invite]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_families_are_invited_by_mail_and_letters_carry_their_code()
    {
        await _front.SubmitAsync(await _front.OpenAsync("/familles/nouvelle"), "main form", ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"),
            ("Guardian[firstName]", "Mai"), ("Guardian[lastName]", "Sansmail"));
        var page = await _front.OpenAsync("/familles/invitations");
        var guardian = page.Document.QuerySelectorAll("input[name=Guardians]")
            .Single(i => i.ParentElement!.TextContent.Contains("Sansmail", StringComparison.Ordinal)).GetAttribute("value")!;
        _front.Upstream.Answers[$"POST /identity/tenants/biviers/guardians/{guardian}/code"] = new AccessCode("K7F4-Q2MX-9DRT",
            new DateTime(2027, 2, 6, 9, 0, 0, DateTimeKind.Utc), "/identity/premier-acces?commune=biviers");
        var letters = await _front.SubmitAsync(page, "form[action*=lettres]");
        Assert.Equal("K7F4-Q2MX-9DRT", letters.Document.QuerySelector(".letter .code")?.TextContent);
        Assert.Contains("Mme Mai Sansmail", letters.Document.QuerySelector(".letter .to")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Aucune lettre", (await _front.OpenAsync("/familles/invitations/lettres")).Text, StringComparison.Ordinal);

        // On a family's file the invitation is offered to who does not sign in yet, and to nobody else.
        _front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = Array.Empty<Guid>();
        var file = await _front.OpenAsync($"/familles/{Jean}");
        var invited = file.Document.QuerySelectorAll("form[action*='Invite'] input[name=guardian]").Select(i => Guid.Parse(i.GetAttribute("value")!)).ToArray();
        Assert.NotEmpty(invited);
        _front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = invited;
        Assert.DoesNotContain("Inviter par courriel", (await _front.OpenAsync($"/familles/{Jean}")).Text, StringComparison.Ordinal);

        // Who signs in already, and who is unticked, gets none.
        var mails = page.Document.QuerySelectorAll("form[action$=invitations] input[name=Guardians]").Select(i => Guid.Parse(i.GetAttribute("value")!))
            .ToList();
        _front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = new[] { mails[0] };
        var fewer = await _front.OpenAsync("/familles/invitations");
        Assert.Equal(mails.Skip(1),
            fewer.Document.QuerySelectorAll("form[action$=invitations] input[name=Guardians]").Select(i => Guid.Parse(i.GetAttribute("value")!)));
        Assert.Contains("se connecte déjà", fewer.Text, StringComparison.Ordinal);
        Assert.Contains("Cochez au moins une personne", (await _front.SubmitAsync(fewer, "form[action$=invitations]", ("Guardians", ""))).Text,
            StringComparison.Ordinal);
        var one = await _front.SubmitAsync(fewer, "form[action$=invitations]", ("Guardians", mails[1].ToString()));
        Assert.Contains("1\u00A0invitation part", one.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        _front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = Array.Empty<Guid>();
        var sent = await _front.SubmitAsync(await _front.OpenAsync("/familles/invitations"), "form[action$=invitations]");
        Assert.Contains("par courriel", sent.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Personne à inviter par courriel", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_moves_up_with_an_exception_and_back()
    {
        var page = await _front.OpenAsync("/familles/passage");
        var row = page.Document.QuerySelectorAll("tbody tr").ToList().FindIndex(r => r.TextContent.Contains("Louise", StringComparison.Ordinal));
        var done = await _front.SubmitAsync(page, "form:has(.bar)", ($"Rows[{row}].Grade", "CE2"));
        Assert.Contains("de classe", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("CE2", (await _front.OpenAsync($"/familles/{Jean}")).Text, StringComparison.Ordinal);
        Assert.Contains("CE1", (await _front.OpenAsync($"/familles/{Jean}")).Text, StringComparison.Ordinal);
        Assert.Contains("Passage défait", (await _front.SubmitAsync(done, "form[action*=Undo]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
