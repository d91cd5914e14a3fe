using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>A new family without an account, from the form to its file (F-39).</summary>
public abstract partial class PreEnrolmentTests(TestDatabase database) : IAsyncLifetime
{
    private const string Open = "/api/biviers/family/open/pre-enrolments";
    private const string Api = "/api/biviers/family/pre-enrolments";
    private readonly string _mails = Directory.CreateTempSubdirectory("preau-mails-").FullName;

    private ServiceUnderTest Family { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var deploy = Path.Combine(Root(AppContext.BaseDirectory), "deploy");
        Family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
            ("Tenants:Directory", Path.Combine(deploy, "tenants")), ("Demo:Directory", Path.Combine(deploy, "demo")), ("Mail:Directory", _mails),
            ("PublicUrl", "https://portail.example"));
    }

    public async ValueTask DisposeAsync()
    {
        await Family.DisposeAsync();
        Directory.Delete(_mails, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_family_confirms_its_address_an_agent_accepts_and_its_file_is_there_with_an_invitation()
    {
        var asked = Ask();
        var receipt = await (await PostAsync(asked)).ReadAsync<PreEnrolmentReceipt>();
        Assert.Empty((await Agent.GetAsAsync<PreEnrolmentPage>(Api)).Items);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await Family.Client().PostAsJsonAsync($"{Open}/confirm", new ConfirmPreEnrolment(new string('A', 48))));

        var token = Tokens().Match(Assert.Single(Mails("zoe@familles.example")).TextBody ?? "").Groups[1].Value;
        Assert.Equal(receipt.Number, (await (await ConfirmAsync(token)).ReadAsync<PreEnrolmentReceipt>()).Number);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await ConfirmAsync(token));
        var item = Assert.Single((await Agent.GetAsAsync<PreEnrolmentPage>(Api)).Items);
        Assert.Equal(("Zoé Faure", 0), (item.Name, item.Hints.Length));

        var done = await (await Agent.PostAsJsonAsync($"{Api}/{item.Id}/decision", new DecidePreEnrolment(true))).ReadAsync<PreEnrolmentView>();

        var file = await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{done.FamilyId}");
        Assert.Equal(("FAURE Zoé", "Biviers", "Léa"), (file.Name, file.Address!.City, file.Children.Single().FirstName));
        var access = (await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.FamilyId == done.FamilyId).ToList()),
            e => e.Count > 0))[^1];
        Assert.Equal(("zoe@familles.example", true, true), (access.Email, access.MayEnter, access.InvitedAt is not null));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "request.decided",
            await Agent.PostAsJsonAsync($"{Api}/{item.Id}/decision", new DecidePreEnrolment(true)));
    }

    [Fact]
    public async Task What_nobody_confirmed_in_seven_days_is_erased_and_what_was_confirmed_waits_for_an_agent()
    {
        await PostAsync(Ask());
        await ConfirmAsync(Tokens().Match(Assert.Single(Mails("zoe@familles.example")).TextBody ?? "").Groups[1].Value);
        await PostAsync(Ask() with { Email = "jamais@familles.example" });
        Family.Clock.Advance(TimeSpan.FromDays(7));

        await Eventually.PassAsync(Family.Clock, TimeSpan.FromMinutes(20),
            () => Family.InTenantAsync("biviers", s => s.GetRequiredService<FamilyDb>().PreEnrolments.CountAsync(p => p.ConfirmedAt == null)),
            left => left == 0);

        Assert.Equal("Zoé Faure", Assert.Single((await Agent.GetAsAsync<PreEnrolmentPage>(Api)).Items).Name);
    }

    [Fact]
    public async Task A_likely_double_is_shown_and_a_refusal_is_mailed_with_its_reason()
    {
        await PostAsync(Ask() with { Children = [new() { ["firstName"] = "Tom", ["lastName"] = "Dupont", ["birthDate"] = "2020-05-03" }] });
        await ConfirmAsync(Tokens().Match(Mails("zoe@familles.example")[0].TextBody ?? "").Groups[1].Value);
        var item = Assert.Single((await Agent.GetAsAsync<PreEnrolmentPage>(Api)).Items);
        Assert.Contains(item.Hints, h => h.Contains("DUPONT Jean", StringComparison.Ordinal));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing",
            await Agent.PostAsJsonAsync($"{Api}/{item.Id}/decision", new DecidePreEnrolment(false)));

        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await Agent.PostAsJsonAsync($"{Api}/{item.Id}/decision", new DecidePreEnrolment(false, "Votre famille a déjà un dossier.")));

        Assert.Contains(Mails("zoe@familles.example"), m => m.TextBody!.Contains("Votre famille a déjà un dossier.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_answers_are_said_field_by_field_a_key_asks_once_and_one_address_not_forever()
    {
        var wrong = await PostAsync(Ask() with { Email = "zoe@famille", Children = [new() { ["firstName"] = "Léa", ["birthDate"] = "31/02/2020" }] });
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid", wrong);
        var text = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("guardian.email", text, StringComparison.Ordinal);
        Assert.Contains("child.birthDate.0", text, StringComparison.Ordinal);

        var asked = Ask();
        var first = await (await PostAsync(asked)).ReadAsync<PreEnrolmentReceipt>();
        Assert.Equal(first.Number, (await (await PostAsync(asked)).ReadAsync<PreEnrolmentReceipt>()).Number);
        Assert.Equal(2, Mails("zoe@familles.example").Count);
        await PostAsync(Ask());
        await PostAsync(Ask());
        await HttpAssert.ProblemAsync(HttpStatusCode.TooManyRequests, "pre-enrolment.many", await PostAsync(Ask()));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await Family.Client().PostAsJsonAsync("/api/nulle-part/family/open/pre-enrolments", Ask()));
    }

    [Fact]
    public async Task Each_answer_that_is_missing_is_named_and_none_that_is_right()
    {
        var empty = await PostAsync(new AskPreEnrolment(Guid.NewGuid(), "", new() { ["role"] = "" }, [], [[]]));
        Assert.Equal(
            ["child.birthDate.0", "child.firstName.0", "child.lastName.0", "guardian.civility", "guardian.email", "guardian.firstName", "guardian.lastName",
                "guardian.role", "household.city", "household.postCode", "household.street"],
            (await ErrorsAsync(empty)).Keys.Order(StringComparer.Ordinal));
        var role = await ErrorsAsync(
            await PostAsync(Ask() with { Guardian = new() { ["civility"] = "Mme", ["role"] = "", ["firstName"] = "Zoé", ["lastName"] = "Faure" } }));
        Assert.Equal(("guardian.role", "Choisissez une réponse."), (Assert.Single(role).Key, role.Values.Single()));

        var grown = await ErrorsAsync(
            await PostAsync(Ask() with
            {
                Children = [new() { ["firstName"] = "Léa", ["lastName"] = "Faure", ["birthDate"] = "1950-04-02" }],
                Household = new() { ["postCode"] = "38330", ["city"] = "Biviers" }
            }));
        Assert.Equal(["Vérifiez l’année : né en 1950, ce ne serait plus un enfant.", "Indiquez l’adresse."],
            grown.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Value));
    }

    private static async Task<Dictionary<string, string>> ErrorsAsync(HttpResponseMessage answer)
    {
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid", answer);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateObject()
            .ToDictionary(e => e.Name, e => e.Value[0].GetString()!);
    }

    [Fact]
    public async Task Legal_pages_have_what_the_commune_says_and_no_family_in_them()
    {
        var legal = await Family.Client().GetAsAsync<LegalView>("/api/biviers/family/open/legal");
        Assert.Equal(("none", "dpo@biviers.example", true), (legal.Accessibility, legal.DataContact, legal.PreEnrolment));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Family.Client().GetAsync("/api/nulle-part/family/open/legal"));
    }

    private HttpClient Agent => Family.Client(Testing.Tokens.Agent("biviers", Permissions.Requests, Permissions.Families));

    private static AskPreEnrolment Ask() => new(
        Guid.NewGuid(), "zoe@familles.example",
        new() { ["civility"] = "Mme", ["role"] = "Mère", ["firstName"] = "Zoé", ["lastName"] = "Faure", ["mobile"] = "06 39 98 12 70" },
        new() { ["street"] = "3 rue Haute", ["postCode"] = "38330", ["city"] = "Biviers" },
        [new() { ["firstName"] = "Léa", ["lastName"] = "Faure", ["birthDate"] = "2023-04-02" }]);

    private Task<HttpResponseMessage> PostAsync(AskPreEnrolment asked) => Family.Client().PostAsJsonAsync(Open, asked);

    private Task<HttpResponseMessage> ConfirmAsync(string token) => Family.Client().PostAsJsonAsync($"{Open}/confirm", new ConfirmPreEnrolment(token));

    private List<MimeMessage> Mails(string to) =>
        [.. Directory.GetFiles(_mails, "*.eml").Select(f => MimeMessage.Load(f)).Where(m => m.To.Mailboxes.Any(b => b.Address == to)).OrderBy(m => m.Date)];

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);

    [GeneratedRegex(@"https://portail\.example/biviers/preinscription/confirmer\?c=([0-9A-F]{48})")]
    private static partial Regex Tokens();
}

public sealed class PreEnrolmentOnSqlite() : PreEnrolmentTests(TestDatabase.Sqlite);

public sealed class PreEnrolmentOnSqlServer() : PreEnrolmentTests(TestDatabase.SqlServer);
