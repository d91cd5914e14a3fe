using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>A mother asks for an enrolment with a piece, an agent accepts and books a day after
/// its limit, the mother reads why; her calendar reads it too.</summary>
public sealed class EnrolmentTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Biviers = "biviers";
    private const string Reason = "Rendez-vous médical de la mère, vu avec la directrice";
    private static readonly Guid Jeanne = Guid.Parse("10000000-0000-0000-0000-000000000002");
    private static readonly Guid Ines = Guid.Parse("30000000-0000-0000-0000-000000000003");
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public async Task From_the_form_of_a_mother_to_a_day_booked_for_her_by_exception()
    {
        using var api = await product.ApiAsync(Biviers, "agent.biviers", office: true);
        var old = (await api.GetAsAsync<EnrolmentView[]>($"planning/enrolments?family={Jeanne}"))
            .Single(e => e.ChildId == Ines && e.Service == "garderie-matin");
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await api.PutAsJsonAsync($"planning/enrolments/{old.EnrolmentId}", new ChangeEnrolment(old.From, new DateOnly(2026, 12, 31), "Fin d’année")));

        // The mother asks.
        var mother = await browser.OpenAsync(product, Browser.Phone);
        await mother.SignInAsync("/biviers/", "jeanne.dupont");
        await mother.GotoAsync($"/biviers/inscriptions/nouvelle?enfant={Ines}&service=garderie-matin");
        await mother.GetByLabel("D’autres dates").CheckAsync();
        await mother.GetByText("Choisir d’autres dates").ClickAsync();
        await mother.GetByLabel("Premier jour").FillAsync("2027-01-04");
        await mother.GetByLabel("Dernier jour").FillAsync("2027-07-02");
        await mother.GetByLabel("Attestation d’assurance", new PageGetByLabelOptions { Exact = true })
            .SetInputFilesAsync(new FilePayload
            {
                Name = "assurance.pdf",
                MimeType = "application/pdf",
                Buffer = [.. "%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF"u8]
            });
        await mother.PictureAsync("inscription-formulaire-360");
        await mother.IsAccessibleAsync();
        await mother.Button("Envoyer la demande").ClickAsync();
        await Assertions.Expect(mother.Heading("Demande d’inscription n°")).ToBeVisibleAsync();
        await Assertions.Expect(mother.Link("assurance.pdf")).ToBeVisibleAsync();
        await mother.IsAccessibleAsync();

        // An agent accepts.
        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/biviers/mairie/", "agent.biviers");
        await agent.GotoAsync("/biviers/mairie/demandes/inscriptions");
        await agent.PictureAsync("inscriptions-mairie-1280");
        await agent.IsAccessibleAsync();
        await agent.Button("Accepter l’inscription d’Inès").ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("Inscription d’Inès à « Garderie matin » acceptée");

        // The month shows the row.
        await mother.OpenMonthAsync(Biviers, new DateOnly(2027, 1, 5));
        await Assertions.Expect(mother.FreeCell("Garderie", "Inès", new DateOnly(2027, 1, 5))).ToBeVisibleAsync();

        // The agent books today, after its limit, with a reason; Louise's day is another test's.
        var month = await api.GetAsAsync<MonthView>($"planning/month?month=2026-12&family={Jeanne}");
        var (child, row) = month.Children.Where(c => c.ChildId != Children.Louise).SelectMany(c => c.Rows.Select(r => (c, r)))
            .First(x => x.r.Cells.Any(k => k.Day == Today.Day && k.State == CellState.Free && (k.Actions & CellActions.Book) != 0));
        await agent.GotoAsync($"/biviers/mairie/familles/{Jeanne}/planning?mois=2026-12");
        await agent.IsAccessibleAsync();
        await agent.PictureAsync("agir-1280");
        await agent.Locator($"input[name=c][value='{child.ChildId:N}.{row.Unit}.20261208']").CheckAsync();
        await agent.Button("Réserver").ClickAsync();
        await Assertions.Expect(agent.Heading("Vérifier la réservation")).ToBeVisibleAsync();
        await agent.GetByLabel("Motif de l’exception").FillAsync(Reason);
        await agent.IsAccessibleAsync();
        await agent.PictureAsync("agir-verifier-1280");
        await agent.Button("Enregistrer pour la famille").ClickAsync();
        await Assertions.Expect(agent.Heading("Reçu n°")).ToBeVisibleAsync();
        await Assertions.Expect(agent.GetByText("Réservé par exception")).ToBeVisibleAsync();
        await agent.IsAccessibleAsync();

        // The mother reads it in « Pourquoi ? ».
        await mother.GotoAsync($"/biviers/planning/pourquoi?c={child.ChildId:N}.{row.Unit}.20261208");
        await Assertions.Expect(mother.GetByText(Reason)).ToBeVisibleAsync();
        await Assertions.Expect(mother.GetByText("Sophie Perrin, pour la famille").First).ToBeVisibleAsync();

        // Her calendar reads it through the gateway, without signing in, until she ends the address.
        await mother.GotoAsync("/biviers/agenda");
        await mother.IsAccessibleAsync();
        await mother.Button("Créer l’adresse").ClickAsync();
        var address = await mother.GetByLabel("Copiez-la").InputValueAsync();
        await mother.PictureAsync("agenda-360");
        Assert.StartsWith($"{product.Address}/biviers/agenda/", address, StringComparison.Ordinal);
        using var calendar = new HttpClient();
        Assert.Contains($"SUMMARY:{child.FirstName} : ", await calendar.GetStringAsync(new Uri(address)), StringComparison.Ordinal);
        await mother.Button("Supprimer").ClickAsync();
        await Assertions.Expect(mother.GetByText("Vous n’avez pas encore d’adresse.")).ToBeVisibleAsync();
        using var ended = await calendar.GetAsync(new Uri(address));
        Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
    }
}
