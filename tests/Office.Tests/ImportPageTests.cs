using System.Text;
using Preau.Family;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>Imports, custody and schools on screen, on a real Family service.</summary>
public sealed class ImportPageTests : IAsyncLifetime
{
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private ServiceUnderTest _family = null!;
    private Front _front = null!;

    public async ValueTask InitializeAsync()
    {
        var deploy = Path.Combine(Root(AppContext.BaseDirectory), "deploy");
        _family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
            ("Tenants:Directory", Path.Combine(deploy, "tenants")), ("Demo:Directory", Path.Combine(deploy, "demo")));
        _front = await Front.StartAsync("families", "settings");
        _front.Upstream.Family = _family;
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _family.DisposeAsync();
    }

    [Fact]
    public async Task A_file_is_read_corrected_imported_and_taken_back_page_by_page()
    {
        Assert.Contains("Choisissez un fichier", (await UploadAsync("x.csv", "")).Document.QuerySelector("#Table-erreur")?.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("ligne d’en-têtes", (await UploadAsync("x.csv", "Nom")).Document.QuerySelector("#Table-erreur")?.TextContent, StringComparison.Ordinal);

        var page = await UploadAsync("élèves.csv",
            "Nom;Prénom;Date de naissance;Niveau\nNova;Ana;02/03/2019;CP\nNova;Léo;31/02/2019;CE1\n;Zoé;01/02/2019;CP\n");
        Assert.Contains("Rien n’est encore écrit", page.Text, StringComparison.Ordinal);
        Assert.Contains("31/02/2019", page.Document.QuerySelector("#err + * , .csv")?.TextContent, StringComparison.Ordinal);
        var corrected = await _front.SubmitAsync(page, "form:has(.bar)", ("Fixed[0].Value", "02/03/2020"), ("Fixed[1].Leave", "true"));
        Assert.Contains("2 lignes prêtes", corrected.Text.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);

        var running = await _front.SubmitToAsync(corrected, "form:has(.bar)", "button[formaction]");
        var done = await Eventually.SeeAsync(
            () => _front.OpenAsync(new Uri(running.Address).AbsolutePath.Replace("/biviers/mairie", "", StringComparison.Ordinal)),
            p => p.Document.QuerySelector("progress") is null);
        Assert.Contains("enfants ajoutés", done.Text, StringComparison.Ordinal);
        Assert.Contains("NOVA", (await _front.OpenAsync("/familles")).Text, StringComparison.Ordinal);
        Assert.Contains("élèves.csv", (await _front.OpenAsync("/familles/imports")).Text, StringComparison.Ordinal);

        var back = await _front.SubmitAsync(done, "form[action*=Undo]");
        var undone = await Eventually.SeeAsync(
            () => _front.OpenAsync(new Uri(back.Address).AbsolutePath.Replace("/biviers/mairie", "", StringComparison.Ordinal)),
            p => p.Document.QuerySelector("progress") is null);
        Assert.Contains("Défait.", undone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("NOVA", (await _front.OpenAsync("/familles")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_mapped_by_hand_and_an_import_is_dropped()
    {
        var page = await UploadAsync("a.csv", "A;B;C\nNova;Ana;02/03/2019\n");
        var twice = await _front.SubmitAsync(page, "form:has(.bar)", ("Mapping[0]", "child.lastName"), ("Mapping[1]", "child.lastName"));
        Assert.Contains("Deux colonnes", twice.Text, StringComparison.Ordinal);
        var mapped = await _front.SubmitAsync(page, "form:has(.bar)", ("Mapping[0]", "child.lastName"), ("Mapping[1]", "child.firstName"),
            ("Mapping[2]", "child.birthDate"));
        Assert.Contains("1 ligne prête", mapped.Text.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
        Assert.Contains("2 mars 2019", mapped.Text.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
        Assert.Contains("rien n’a été écrit", (await _front.SubmitAsync(mapped, "form[action*=Drop]")).Document.QuerySelector(".toast")?.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_its_guardians_name_is_said_to_be_left_before_anything_is_written()
    {
        const string Said = "Aucune colonne ne donne le nom du responsable";
        const string Line = "\nNova;Ana;02/03/2019;Nova;Zoé;zoe@familles.example\n";

        var unnamed = await UploadAsync("a.csv", "Nom élève;Prénom élève;Né(e) le;X;Y;Courriel" + Line);
        Assert.Contains(Said, unnamed.Text, StringComparison.Ordinal);
        var named = await UploadAsync("b.csv", "Nom élève;Prénom élève;Né(e) le;Nom responsable légal;Prénom responsable légal;Courriel" + Line);
        Assert.DoesNotContain(Said, named.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_by_hand_is_read_with_its_quotients_and_the_lines_that_were_left_come_back()
    {
        var page = await UploadAsync("liste.csv",
            "Nom responsable;Prénom responsable;Nom enfant;Prénom enfant;Né(e) le;QF\nNova;Ida;Nova;Ana;02/03/2019;845\nNova;Ida;Nova;Léo;03/04/2020;845\n");
        string Plain(FrontUnderTest.Shown shown) => shown.Text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
        // A file with quotients creates nobody unless it is said; the page says where.
        Assert.Contains("Pour le créer, cochez « Créer les familles et les enfants » plus bas.", Plain(page), StringComparison.Ordinal);
        Assert.Contains("à partir du 1er décembre", Plain(page), StringComparison.Ordinal);
        var left = await _front.SubmitAsync(page, "form:has(.bar)", ("Creates", "true"), ("Fixed[0].Leave", "true"), ("Fixed[1].Leave", "true"));
        Assert.Contains("Rien n’attend, 2 lignes laissées", Plain(left), StringComparison.Ordinal);

        var back = await _front.SubmitAsync(left, "form[action*=Again]");

        Assert.Contains("2 lignes prêtes sur 2", Plain(back), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Custody_is_set_an_exception_added_and_removed()
    {
        var path = $"/familles/{Jean}/enfant/{Tom}/garde";
        var page = await _front.OpenAsync(path);
        Assert.Contains("Jeanne", page.Document.QuerySelector("table")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Indiquez un jour", (await _front.SubmitAsync(page, "form:has([name='Input.Weeks'])", ("Input.Anchor", ""))).Text,
            StringComparison.Ordinal);
        var odd = await _front.SubmitAsync(page, "form:has([name='Input.Weeks'])", ("Input.Weeks", "Odd"));
        Assert.Contains("Garde enregistrée", odd.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await _front.SubmitAsync(odd, "form[action*='handler=Days'], form[action$='Days']:not([action*=No])")).Document
            .QuerySelector("#Days_From-erreur"));
        var added = await _front.SubmitAsync(odd, "form:has([name='Days.From'])", ("Days.From", "2026-12-09"), ("Days.Until", "2026-12-10"));
        Assert.Contains("ici", added.Document.QuerySelector(".notes")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await _front.SubmitAsync(added, "form[action*=NoDays]")).Document.QuerySelector(".notes"));

        var alone = await _front.OpenAsync($"/familles/{Given.Family}");
        Assert.Equal(200, alone.Status);
    }

    [Fact]
    public async Task Schools_and_classes_are_kept_and_a_class_without_a_grade_is_asked_about()
    {
        var page = await _front.OpenAsync("/reglages/ecoles");
        var more = await _front.SubmitToAsync(page, "main form", "button[formaction]");
        var last = more.Document.QuerySelectorAll("[name$='.Name']").Length - 1;
        var wrong = await _front.SubmitAsync(more, "main form", ($"Schools[{last}].Name", "École du Lac"), ($"Schools[{last}].Code", "12"),
            ($"Schools[{last}].Classes", "Mme Laurent"));
        Assert.NotNull(wrong.Document.QuerySelector($"#Schools_{last}__Classes-erreur"));
        Assert.NotNull(wrong.Document.QuerySelector($"#Schools_{last}__Code-erreur"));
        var saved = await _front.SubmitAsync(wrong, "main form", ($"Schools[{last}].Code", "0380123a"),
            ($"Schools[{last}].Classes", "CP, Mme Laurent\r\nCE1-CE2, M. Roux"), ("Groups", "Petits\r\nGrands"));
        Assert.Contains("enregistrées", saved.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("CE1-CE2, M. Roux", string.Join('|', saved.Document.QuerySelectorAll("textarea").Select(t => t.TextContent)), StringComparison.Ordinal);
        Assert.Contains("Petits", (await _front.OpenAsync($"/familles/{Jean}/modifier?quoi=child&de={Tom}")).Html, StringComparison.Ordinal);
    }

    private async Task<FrontUnderTest.Shown> UploadAsync(string name, string text)
    {
        var form = await _front.OpenAsync("/familles/imports");
        using var content = new MultipartFormDataContent {
            { new StringContent(form.Document.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" } };
        if (text.Length > 0)
        {
            content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Table", name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _front.Base + "/familles/imports/envoi") { Content = content };
        return await _front.ShowAsync(request);
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
