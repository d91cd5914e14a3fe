using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Acts on whole files: archive, merge, split, invite, a school that moves up.</summary>
public sealed class FamilyActPageTests : FamilyPages
{
    [Fact]
    public async Task A_file_with_a_balance_says_why_it_is_not_archived_and_an_empty_one_is_archived_and_reopened()
    {
        Front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 8.10m, [], null);
        Assert.Contains("À payer au 8 décembre", (await Front.OpenAsync($"/familles/{Jean}")).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), -88.20m, null, 8.10m, [], null,
            Merged: ["Repris du dossier n° 2002, réuni à celui-ci : 52,40 €, dont 9 tickets."]);
        Assert.Equal("88,20 € d’avance au 8 décembre",
            string.Concat((await Front.OpenAsync($"/familles/{Jean}")).Document.QuerySelectorAll("[aria-labelledby=t-account] > p")
            .Take(2).Select(p => p.TextContent + " ")).Trim().Replace('\u00A0', ' '));
        Assert.Contains("Repris du dossier n° 2002, réuni à celui-ci",
            (await Front.OpenAsync($"/familles/{Jean}")).Document.QuerySelector("[aria-labelledby=t-account]")!.TextContent, StringComparison.Ordinal);
        Front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 8.10m, [], null);
        var refused = await Front.OpenAsync($"/familles/{Jean}/archiver");
        Assert.Equal(2, refused.Document.QuerySelectorAll(".note.bad li").Length);
        Assert.Null(refused.Document.QuerySelector("main form"));

        Front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 0, null, 0, [], null);
        var done = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/archiver"), "main form", ("Reason", "déménagement"));
        Assert.Contains("Dossier archivé", done.Text, StringComparison.Ordinal);
        Assert.Null((await Front.OpenAsync("/familles")).Document.QuerySelector($"tbody a[href$='{Jean}']"));
        Assert.Contains("DUPONT Jean", (await Front.OpenAsync("/familles?archives=1")).Text, StringComparison.Ordinal);
        var none = await Front.OpenAsync("/familles?q=06+39+98+12+34");
        Assert.Contains("1\u00A0dossier archivé répond à ces mots", none.Text, StringComparison.Ordinal);
        Assert.Null(none.Document.QuerySelector(".empty a[href$='nouvelle']"));
        Assert.Null((await Front.SubmitAsync(done, "form[action*=Reopen]")).Document.QuerySelector("form[action*=Reopen]"));
    }

    [Fact]
    public async Task Two_files_are_compared_merged_and_taken_apart_again()
    {
        var twin = (await Front.SubmitAsync(await Front.OpenAsync("/familles/nouvelle"), "main form", ("Guardian[civility]", "M."),
            ("Guardian[role]", "Père"), ("Guardian[firstName]", "Jean"), ("Guardian[lastName]", "Dupond"))).Address;
        var found = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/fusion"), "form[role=search]:not(.roof *)", ("q", "dupond"));
        var preview = await Front.OpenAsync(found.Document.QuerySelector("main tbody a")!.GetAttribute("href")!
            .Replace("/biviers/mairie", "", StringComparison.Ordinal));
        Assert.Contains("Jean Dupond, Père", preview.Text, StringComparison.Ordinal);

        var merged = await Front.SubmitAsync(preview, "main form[method=post]");
        Assert.Contains("Réuni avec DUPOND Jean", merged.Text, StringComparison.Ordinal);
        Assert.Contains("a été réuni à un autre",
            (await Front.OpenAsync(new Uri(twin).AbsolutePath.Replace("/biviers/mairie", "", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Réuni avec",
            (await Front.SubmitAsync(merged, "form[action*=UndoMerge]")).Document.QuerySelector(".note.info")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_household_splits_and_a_child_moves()
    {
        await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/modifier?quoi=guardian"), "main form", ("Values[civility]", "Mme"),
            ("Values[role]", "Mère"), ("Values[firstName]", "Ida"), ("Values[lastName]", "Sol"));
        var form = await Front.OpenAsync($"/familles/{Jean}/separer");
        Assert.Contains("Choisissez le parent", (await Front.SubmitAsync(form, "main form")).Text, StringComparison.Ordinal);
        var ida = form.Document.QuerySelectorAll("input[name=Guardian]").Single(i => i.ParentElement!.TextContent.Contains("Ida", StringComparison.Ordinal))
            .GetAttribute("value")!;
        var wrong = await Front.SubmitAsync(form, "main form", ("Guardian", ida), ($"Kids[{Louise}]", "Stays"), ("PostCode", "38000"), ("City", "Grenoble"));
        Assert.Equal(["Street", "Resident"],
            wrong.Document.QuerySelectorAll("main form [id$='-erreur']").Select(e => e.Id!.Replace("-erreur", "", StringComparison.Ordinal)));
        var review = await Front.SubmitAsync(wrong, "main form", ("Street", "2 rue Basse"), ("Resident", "false"));
        Assert.Contains("2 rue Basse, 38000 Grenoble", review.Text, StringComparison.Ordinal);
        Assert.Contains("Aucun bouton ne défait une séparation", review.Text, StringComparison.Ordinal);
        Assert.Contains(" a un compte, il reste, et ne voit plus", review.Text, StringComparison.Ordinal);
        const string accounts = "POST /identity/tenants/biviers/guardians/accounts";
        Front.Upstream.Answers[accounts] = Array.Empty<Guid>();
        Assert.Contains(" n’a pas de compte : invitez depuis le nouveau dossier",
            (await Front.SubmitAsync(wrong, "main form", ("Street", "2 rue Basse"), ("Resident", "false"))).Text, StringComparison.Ordinal);
        Front.Upstream.Answers[accounts] = new[] { Guid.Parse(ida) };
        Assert.Contains(" garde son compte, et ne voit plus",
            (await Front.SubmitAsync(wrong, "main form", ("Street", "2 rue Basse"), ("Resident", "false"))).Text, StringComparison.Ordinal);
        Assert.Equal("2 rue Basse",
            (await Front.SubmitAsync(review, "main form", ("Act", "corriger"))).Document.QuerySelector("[name=Street]")?.GetAttribute("value"));
        var split = await Front.SubmitAsync(review, "main form", ("Act", "oui"));
        Assert.Equal("SOL Ida", split.Title);
        Assert.Contains("2 rue Basse, 38000 Grenoble", split.Text, StringComparison.Ordinal);

        var found = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}/enfant/{Louise}/deplacer"), "form[role=search]:not(.roof *)",
            ("q", "sol ida"));
        var ask = await Front.OpenAsync(found.Document.QuerySelector("main tbody a")!.GetAttribute("href")!
            .Replace("/biviers/mairie", "", StringComparison.Ordinal));
        Assert.Contains("SOL Ida", ask.Text, StringComparison.Ordinal);
        Assert.Contains("au tarif et sur les factures de l’autre foyer", ask.Text, StringComparison.Ordinal);
        var moved = await Front.SubmitAsync(ask, "main form[method=post]");
        Assert.Equal("SOL Ida", moved.Title);
        Assert.Contains("Louise", moved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_court_orders_and_invitations_are_acts_of_one_button()
    {
        var page = await Front.SubmitAsync(await Front.OpenAsync($"/familles/{Jean}"), "form[action*='handler=Note'], form[action$='Note']",
            ("text", "Joindre Jean après 17 h"));
        Assert.Contains("Joindre Jean après 17 h", page.Text, StringComparison.Ordinal);
        page = await Front.SubmitAsync(page, "form[action*=NoNote]");
        Assert.DoesNotContain("Joindre Jean", page.Document.QuerySelector(".notes")?.TextContent ?? "", StringComparison.Ordinal);
        var tooLong = await Front.SubmitAsync(page, "form[action*='handler=Note'], form[action$='Note']", ("text", new string('n', 501)));
        Assert.Equal(501, tooLong.Document.QuerySelector("#note-text")!.GetAttribute("value")?.Length);
        var wrong = await Front.SubmitAsync(page, "form[action*=Order]:not([action*=End])", ("child", Louise.ToString()), ("what", "remise à la mère"));
        Assert.Contains("Indiquez l’enfant", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("remise à la mère", wrong.Document.QuerySelector("details[open] #o-what")!.GetAttribute("value"));
        page = await Front.SubmitAsync(page, "form[action*=Order]:not([action*=End])", ("child", Louise.ToString()), ("date", "2026-12-01"),
            ("what", "remise à la mère seulement"));
        Assert.Contains("remise à la mère seulement", page.Document.QuerySelector(".note.bad")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await Front.SubmitAsync(page, "form[action*=EndOrder]")).Document.QuerySelector("main > .note.bad"));
        Assert.Contains("L’invitation part", (await Front.SubmitAsync(page, "form[action*=Invite]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_families_are_invited_by_mail_and_letters_carry_their_code()
    {
        await Front.SubmitAsync(await Front.OpenAsync("/familles/nouvelle"), "main form", ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"),
            ("Guardian[firstName]", "Mai"), ("Guardian[lastName]", "Sansmail"));
        var page = await Front.OpenAsync("/familles/invitations");
        var guardian = page.Document.QuerySelectorAll("input[name=Guardians]")
            .Single(i => i.ParentElement!.TextContent.Contains("Sansmail", StringComparison.Ordinal)).GetAttribute("value")!;
        Front.Upstream.Answers[$"POST /identity/tenants/biviers/guardians/{guardian}/code"] = new AccessCode("K7F4-Q2MX-9DRT",
            new DateTime(2027, 2, 6, 9, 0, 0, DateTimeKind.Utc), "/identity/premier-acces?commune=biviers");
        var letters = await Front.SubmitAsync(page, "form[action*=lettres]");
        Assert.Equal("K7F4-Q2MX-9DRT", letters.Document.QuerySelector(".letter .code")?.TextContent);
        Assert.Contains("Mme Mai Sansmail", letters.Document.QuerySelector(".letter .to")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Aucune lettre", (await Front.OpenAsync("/familles/invitations/lettres")).Text, StringComparison.Ordinal);

        // On a family's file the invitation is offered to who does not sign in yet, and to nobody else.
        Front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = Array.Empty<Guid>();
        var file = await Front.OpenAsync($"/familles/{Jean}");
        var invited = file.Document.QuerySelectorAll("form[action*='Invite'] input[name=guardian]").Select(i => Guid.Parse(i.GetAttribute("value")!)).ToArray();
        Assert.NotEmpty(invited);
        Front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = invited;
        Assert.DoesNotContain("Inviter par courriel", (await Front.OpenAsync($"/familles/{Jean}")).Text, StringComparison.Ordinal);

        // Who signs in already, and who is unticked, gets none.
        var mails = page.Document.QuerySelectorAll("form[action$=invitations] input[name=Guardians]").Select(i => Guid.Parse(i.GetAttribute("value")!))
            .ToList();
        Front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = new[] { mails[0] };
        var fewer = await Front.OpenAsync("/familles/invitations");
        Assert.Equal(mails.Skip(1),
            fewer.Document.QuerySelectorAll("form[action$=invitations] input[name=Guardians]").Select(i => Guid.Parse(i.GetAttribute("value")!)));
        Assert.Contains("se connecte déjà", fewer.Text, StringComparison.Ordinal);
        Assert.Contains("Cochez au moins une personne", (await Front.SubmitAsync(fewer, "form[action$=invitations]", ("Guardians", ""))).Text,
            StringComparison.Ordinal);
        var one = await Front.SubmitAsync(fewer, "form[action$=invitations]", ("Guardians", mails[1].ToString()));
        Assert.Contains("1\u00A0invitation part", one.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Front.Upstream.Answers["POST /identity/tenants/biviers/guardians/accounts"] = Array.Empty<Guid>();
        var sent = await Front.SubmitAsync(await Front.OpenAsync("/familles/invitations"), "form[action$=invitations]");
        Assert.Contains("par courriel", sent.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Personne à inviter par courriel", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_moves_up_with_an_exception_and_back()
    {
        var page = await Front.OpenAsync("/familles/passage");
        var row = page.Document.QuerySelectorAll("tbody tr").ToList().FindIndex(r => r.TextContent.Contains("Louise", StringComparison.Ordinal));
        var done = await Front.SubmitAsync(page, "form:has(.bar)", ($"Rows[{row}].Grade", "CE2"));
        Assert.Contains("de classe", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Null(done.Document.QuerySelector("details[open] .bar"));
        Assert.NotNull(page.Document.QuerySelector("details[open] .bar"));
        Assert.Contains(page.Document.QuerySelectorAll("script[type=module]"), s => s.GetAttribute("src")!.Contains("once.mjs", StringComparison.Ordinal));
        Assert.Contains("CE2", (await Front.OpenAsync($"/familles/{Jean}")).Text, StringComparison.Ordinal);
        Assert.Contains("CE1", (await Front.OpenAsync($"/familles/{Jean}")).Text, StringComparison.Ordinal);
        Assert.Contains("Passage défait", (await Front.SubmitAsync(done, "form[action*=Undo]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);
    }
}
