using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class TreasuryPageTests
{
    private const string Api = "/api/biviers/billing/";
    private static readonly Guid Id = Guid.Parse("70000000-0000-0000-0000-000000000002");
    private static readonly TitleProduct Product = new("CANT", "7067", 120.60m);
    private static readonly TitleLine Line = new(Guid.NewGuid(), "AL-36", "2026000036", "DUPONT Jean", "38330 Biviers", new DateOnly(2026, 11, 30), 120.60m,
        [Product], 120.60m, new DateOnly(2026, 12, 7));
    private static readonly TitleSlipView Slip = new(Id, "garderie-alsh", "Régie garderie ALSH", 2026, 1, new DateOnly(2026, 12, 8), "Impayés", 1, 120.60m,
        "PESORMC.xml", DateTime.UnixEpoch, "Agent", 1, 120.60m);

    [Fact]
    public async Task A_bordereau_is_read_with_its_control_totals_then_handed_over_with_its_object()
    {
        await using var front = await StartAsync();
        await front.OpenAsync("/tresor");
        var draft = await front.OpenAsync("/tresor/nouveau?regie=garderie-alsh");
        Assert.Contains("Code CANT, compte 7067", draft.Text, StringComparison.Ordinal);
        Assert.Contains("L’adresse est incomplète", draft.Text, StringComparison.Ordinal);

        var silent = await front.SubmitAsync(draft, "main form[method=post]");
        Assert.Contains("Dites en quelques mots", silent.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}titles"] = new Upstream.Refusal(409, "titles.changed", "La liste a changé depuis votre lecture.");
        var changed = await front.SubmitAsync(draft, "main form[method=post]", ("Object", "Impayés d’octobre"));
        Assert.Contains("La liste a changé", changed.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Impayés d’octobre", changed.Document.QuerySelector("#Object")!.GetAttribute("value"));
        front.Upstream.Answers[$"POST {Api}titles"] = Slip;
        var done = await front.SubmitAsync(draft, "main form[method=post]", ("Object", "Impayés d’octobre"));

        Assert.Contains("\"count\":1,\"amount\":120.6", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        Assert.Contains("Réglée le 7", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_treasury_received_is_taken_from_its_file_and_unknown_numbers_are_listed()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/tresor");
        Assert.Contains("Choisissez le fichier", (await front.SubmitAsync(page, "form[enctype]")).Document.QuerySelector("#erreurs")!.TextContent,
            StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}titles/receipts/upload"] = new TreasuryReportView(1, 120.60m, 1, 0, ["2031000001"],
            ["Ligne 6 : la date est illisible."]);
        var taken = await front.SendFileAsync(page, "form[enctype]", "Table", "tresor.csv", "dette;montant;date", ("Office", "garderie-alsh"));

        Assert.Contains("1 facture réglée", taken.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("2031000001", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Ligne 6", taken.Text, StringComparison.Ordinal);
        Assert.Equal("?office=garderie-alsh", front.Upstream.Calls.Last(c => c.Method == "POST").Query);
    }

    [Theory]
    [InlineData("du=2026-11-30&au=2026-11-01")]
    [InlineData("du=&au=2026-11-30")]
    [InlineData("du=2020-01-01&au=2026-11-30")]
    public async Task Days_that_make_no_period_of_accounts_are_said_beside_their_fields(string asked)
    {
        await using var front = await StartAsync();

        var page = await front.OpenAsync("/tresor/comptabilite?" + asked);

        Assert.Contains("Indiquez deux jours", page.Document.QuerySelector("#au-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(asked, $"du={page.Document.QuerySelector("#du")!.GetAttribute("value")}&au={page.Document.QuerySelector("#au")!.GetAttribute("value")}");
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Path.Contains("accounting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task How_the_treasury_names_an_office_is_set_with_a_code_for_each_unit()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(7,
            [new OfficeParts("garderie-alsh", "Régie garderie ALSH", "regie", null, JsonSerializer.SerializeToElement(new
        {
            post = "038012", siret = "21380045500017", code = "123", budget = "00", label = "Biviers",
            products = new[] { new { unit = "", code = "DIV", account = "7067" } },
        }))]);
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/pes"] = 200;
        var page = await front.OpenAsync("/reglages/recouvrement");
        Assert.Equal("* DIV 7067", page.Document.QuerySelector("[name='Pes.Products']")!.TextContent.Trim());

        await front.SubmitAsync(page, "form[action*='handler=Pes']", ("Pes.Products", "* DIV 7067\nrestauration cant 7067"));
        Assert.Contains("{\"unit\":\"restauration\",\"code\":\"CANT\",\"account\":\"7067\"}", front.Upstream.Calls.Last(c => c.Method == "PUT").Body,
            StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, "form[action*='handler=Pes']", ("Pes.Products", "restauration CANT"));
        Assert.Contains("écrivez l’unité, le code produit et le compte", wrong.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("restauration CANT", wrong.Document.QuerySelector("[name='Pes.Products']")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync(Permissions.Billing);
        front.Upstream.Answers[$"GET {Api}titles"] = new TitlesView([new TitleOffice("garderie-alsh", "Régie garderie ALSH", "regie", true)], [Slip]);
        front.Upstream.Answers[$"GET {Api}titles/draft"] = new TitleDraftView(
            "garderie-alsh", "Régie garderie ALSH", 1, 120.60m, [Line], [Product],
            [new TitleLeftOut(Guid.NewGuid(), "AL-41", "MOREAU Claire", "address", "L’adresse est incomplète.")]);
        front.Upstream.Answers[$"GET {Api}titles/{Id}"] = new TitleSlipDetail(Slip, [Line], [Product]);
        return front;
    }
}
