using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Messaging.Tests;

/// <summary>Messaging of one commune on its own database, with the events and people the tests speak of.</summary>
internal sealed class Town : IAsyncDisposable
{
    public const string Slug = "biviers";
    public static readonly DateTimeOffset Now = new(2026, 12, 8, 8, 10, 0, TimeSpan.Zero);
    public static readonly Guid Dupont = Guid.Parse("10000000-0000-0000-0000-000000000001");
    public static readonly Guid Moreau = Guid.Parse("10000000-0000-0000-0000-000000000004");
    private static readonly Guid Jean = Guid.Parse("20000000-0000-0000-0000-000000000001");

    private Town(ServiceUnderTest service, string mail) => (Service, Mail) = (service, mail);

    public ServiceUnderTest Service { get; }

    /// <summary>Folder of the .eml files.</summary>
    public string Mail { get; }

    public HttpClient Parent => Service.Client(Tokens.Guardian(Slug, Dupont));

    public HttpClient OtherParent => Service.Client(Tokens.Guardian(Slug, Moreau, "Claire Moreau"));

    public HttpClient Agent => Service.Client(Tokens.Agent(Slug, Permissions.Messages));

    public static async Task<Town> StartAsync(TestDatabase database, params (string, string)[] settings)
    {
        var mail = Directory.CreateTempSubdirectory("preau-mail-").FullName;
        (string, string)[] ours = [("Mail:Directory", mail), ("PublicUrl", "https://portail.example/"), ("Deliveries:Poll", "00:00:00.050"),
            ("Deliveries:FirstRetry", "00:00:00.050"), ("Deliveries:MaxRetry", "00:00:00.200")];
        return new Town(await ServiceUnderTest.StartAsync(MessagingApp.BuildAsync, Now, database, [.. ours, .. settings]), mail);
    }

    public static string Route(string path, string tenant = Slug) => $"/api/{tenant}/messaging/{path}";

    public static FamilyChanged Family(Guid? family = null, long version = 1, DateTime? at = null, string tenant = Slug, params FamilyGuardian[] guardians) =>
        new(
            tenant, at ?? Now.UtcDateTime.AddDays(-30), family ?? Dupont, version, "1001001818331", family == Moreau ? "MOREAU Claire" : "DUPONT Jean", true,
            guardians, [], []);

    public static FamilyGuardian Guardian(bool consent = true, string? email = "jean@dupont.example", Guid? id = null) =>
        new(id ?? Jean, "M.", "Jean", "Dupont", "Père", email, null, consent, false);

    public static DecidedDay Day(int day = 10, bool? accepted = true, string? why = null, string action = "book") =>
        new("Louise", "Garderie périscolaire", "Restauration scolaire", "Restauration scolaire", new DateOnly(2026, 12, day), action, accepted, why);

    public static PlanningRequestDecided Decided(
        RequestDecision decision = RequestDecision.Accepted, Guid? request = null, long version = 1, string? reason = null, DateTime? at = null,
        Guid? family = null,
        bool automatic = false, string tenant = Slug, params DecidedDay[] days) => new(
        tenant, at ?? Now.UtcDateTime, request ?? Guid.NewGuid(), "2026-00042", version, family ?? Dupont, decision, automatic, reason,
        automatic ? "règle du service" : "Sophie Perrin, service enfance jeunesse",
        days.Length == 0 ? [Day(accepted: decision == RequestDecision.Accepted)] : days);

    public async Task<ThreadView> OnlyThreadAsync(HttpClient? reader = null)
    {
        var page = await (reader ?? Parent).GetAsAsync<ThreadPage>(Route("threads"));
        return await (reader ?? Parent).GetAsAsync<ThreadView>(Route($"threads/{Assert.Single(page.Items).ThreadId}"));
    }

    public async Task<int> UnreadAsync(HttpClient reader) => (await reader.GetAsAsync<UnreadView>(Route("unread"))).Count;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(Mail, recursive: true);
    }
}
