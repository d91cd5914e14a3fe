using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>The quotient by itself: asked of API Particulier, by agreement, month and proof kept; each way of not getting one has its own outcome.</summary>
public abstract class QuotientApiTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly Guid JeanHimself = Guid.Parse("20000000-0000-0000-0000-000000000001");
    private static readonly AgreeToQuotient Identity = new("DUPONT", "Jean Paul", new DateOnly(1985, 4, 7), "M", "99100", "Grenoble", "38");
    private readonly LoopbackParticulier _api = new();

    private ServiceUnderTest Family { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _api.StartAsync();
        Family = await ServiceUnderTest.StartAsync(
            FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database, ("Tenants:Directory", Path.Combine(Deploy, "tenants")),
            ("Demo:Directory", Path.Combine(Deploy, "demo")), ("ApiParticulier:Address", _api.Url), ("ApiParticulier:Token", LoopbackParticulier.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await Family.DisposeAsync();
        await _api.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_quotient_comes_at_once_with_its_month_and_proof_and_counts_from_the_first_of_the_next_month()
    {
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "quotient.notOffered", await Parent.PutAsJsonAsync(Mine, Identity));
        await OfferAsync();
        Assert.True((await Parent.GetAsAsync<MyQuotientView>(Mine)).Offered);

        var view = await (await Parent.PutAsJsonAsync(Mine, Identity)).ReadAsync<MyQuotientView>();

        Assert.Equal(("found", 640m, "CNAF", "2026-12", "2026-11", "https://particulier.api.gouv.fr/verification/ABC-123"),
            (view.Last!.Outcome, view.Last.Value, view.Last.Provider, view.Last.Month, view.Last.Calculated, view.Last.Proof));
        Assert.Equal(new DateTime(2027, 1, 5, 6, 0, 0), view.Agreement!.Next);
        var file = await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jean}");
        Assert.Equal([new(640m, new DateOnly(2027, 1, 1), null, "CAF"), new QuotientView(612m, new DateOnly(2026, 2, 1), new DateOnly(2026, 12, 31), "CAF")],
            file.Quotients);
        var asked = Assert.Single(_api.Asked);
        Assert.Equal(("26380046300019", "DUPONT", "M", "99100", "1985", "4", "7", "Grenoble", "38"),
            (asked["recipient"].ToString(), asked["nomNaissance"].ToString(), asked["sexeEtatCivil"].ToString(),
            asked["codeCogInseePaysNaissance"].ToString(), asked["anneeDateNaissance"].ToString(), asked["moisDateNaissance"].ToString(),
            asked["jourDateNaissance"].ToString(),
            asked["nomCommuneNaissance"].ToString(), asked["codeCogInseeDepartementNaissance"].ToString()));
        Assert.Equal("Jean Paul", string.Join(' ', asked["prenoms[]"].ToArray()));
        // The identity lies sealed.
        Assert.DoesNotContain("DUPONT", await Family.InTenantAsync("biviers", async s =>
            System.Text.Encoding.Latin1.GetString((await s.GetRequiredService<FamilyDb>().QuotientAgreements.SingleAsync()).Identity)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_month_it_is_asked_again_and_the_same_changes_nothing()
    {
        await OfferAsync();
        _api.Next = (200, LoopbackParticulier.Quotient(612));
        Assert.Equal("same", (await (await Parent.PutAsJsonAsync(Mine, Identity)).ReadAsync<MyQuotientView>()).Last!.Outcome);

        _api.Next = (200, LoopbackParticulier.Quotient(580, "1", "MSA"));
        Family.Clock.Advance(TimeSpan.FromDays(28));
        var after = await Eventually.PassAsync(Family.Clock, TimeSpan.FromMinutes(5), () => Parent.GetAsAsync<MyQuotientView>(Mine),
            v => v.Last!.Outcome == "found");

        Assert.Equal((580m, "MSA"), (after.Last!.Value, after.Last.Provider));
        Assert.Contains(new QuotientView(580m, new DateOnly(2027, 2, 1), null, "MSA"),
            (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jean}")).Quotients);
        Assert.Equal(2, (await Agent.GetAsAsync<FamilyQuotientView>(One)).Answers.Length);
    }

    [Theory]
    [InlineData(404, "35003", "unknown", true)]
    [InlineData(404, "37003", "unknown", true)]
    [InlineData(422, "00364", "identity", true)]
    [InlineData(502, "36000", "later", false)]
    [InlineData(503, "35000", "later", false)]
    [InlineData(429, "00429", "later", false)]
    [InlineData(401, "00101", "refused", false)]
    [InlineData(200, null, "later", false)]
    public async Task No_answer_is_never_no_quotient_and_each_refusal_goes_its_own_way(int status, string? code, string outcome, bool told)
    {
        await OfferAsync();
        _api.Next = (status, code is null ? "{\"data\":{}}" : LoopbackParticulier.Error(code, "Refus"));

        var view = await (await Parent.PutAsJsonAsync(Mine, Identity)).ReadAsync<MyQuotientView>();

        Assert.Equal((outcome, code ?? "answer"), (view.Last!.Outcome, view.Last.Code));
        var file = await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jean}");
        Assert.Equal([new QuotientView(612m, new DateOnly(2026, 2, 1), null, "CAF")], file.Quotients);
        Assert.Equal(outcome switch
        {
            "identity" => null,
            "later" => new DateTime(2026, 12, 8, 10, 10, 0),
            "refused" => new DateTime(2026, 12, 9, 9, 10, 0),
            _ => new DateTime(2027, 1, 5, 6, 0, 0),
        }, view.Agreement!.Next);
        if (told)
        {
            // Asked again by an agent: the family is told once.
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PostAsync($"/api/biviers/family/families/{Jean}/quotients/ask", null));
            var notices = await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<FamilyNotified>().Where(n => n.Kind == "quotient").ToList()),
                n => n.Count > 0);
            Assert.Equal((Jean, "compte/quotient"), (Assert.Single(notices).FamilyId, notices[0].Path));
        }
    }

    [Fact]
    public async Task What_an_agent_recorded_on_a_paper_is_kept_and_an_agreement_taken_back_asks_no_more()
    {
        await OfferAsync();
        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await Agent.PostAsJsonAsync($"/api/biviers/family/families/{Jean}/quotients",
                new AddQuotient(700, new DateOnly(2027, 1, 1), null, "Avis d’imposition")));
        Assert.Equal("kept", (await (await Parent.PutAsJsonAsync(Mine, Identity)).ReadAsync<MyQuotientView>()).Last!.Outcome);
        Assert.Equal(700m, (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Jean}")).Quotients[0].Value);

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Parent.DeleteAsync(Mine));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "quotient.noAgreement",
            await Agent.PostAsync($"/api/biviers/family/families/{Jean}/quotients/ask", null));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Parent.DeleteAsync(Mine));
        Assert.Single(_api.Asked);
        // The proof of what was asked stays.
        Assert.Single((await Agent.GetAsAsync<FamilyQuotientView>(One)).Answers);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "quotient.identity", await Parent.PutAsJsonAsync(Mine, Identity with { Commune = null }));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await Family.Client(Tokens.Agent("biviers", Permissions.Requests)).GetAsync(One));
    }

    private const string Mine = "/api/biviers/family/me/quotient";

    private static string One => $"/api/biviers/family/families/{Jean}/quotients/agreement";

    private static string Deploy { get; } = Path.Combine(Root(AppContext.BaseDirectory), "deploy");

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);

    private HttpClient Parent => Family.Client(Tokens.Guardian("biviers", Jean, "Jean Dupont", JeanHimself));

    private HttpClient Agent => Family.Client(Tokens.Agent("biviers", Permissions.Families));

    private async Task OfferAsync()
    {
        var agent = Family.Client(Tokens.Agent("biviers", Permissions.Settings));
        var section = await agent.GetAsAsync<SectionView>("/api/biviers/family/settings");
        var document = JsonNode.Parse(section.Document.GetRawText())!.AsObject();
        document["quotientApi"] = new JsonObject { ["siret"] = "26380046300019" };
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync("/api/biviers/family/settings", new SaveSection(section.Version, JsonSerializer.SerializeToElement(document))));
    }
}

public sealed class QuotientApiOnSqlite() : QuotientApiTests(TestDatabase.Sqlite);

public sealed class QuotientApiOnSqlServer() : QuotientApiTests(TestDatabase.SqlServer);
