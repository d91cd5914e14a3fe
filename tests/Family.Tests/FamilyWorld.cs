using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>The service with the two demo communes, on 8 December 2026 at 9:10 in Biviers.</summary>
public abstract class FamilyWorld(TestDatabase database) : IAsyncLifetime
{
    protected static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    protected static readonly Guid Jeanne = Guid.Parse("10000000-0000-0000-0000-000000000002");
    protected static readonly Guid Moreau = Guid.Parse("10000000-0000-0000-0000-000000000004");
    protected static readonly Guid JeanHimself = Guid.Parse("20000000-0000-0000-0000-000000000001");
    protected static readonly Guid Ztest = Guid.Parse("10000000-0000-0000-0000-000000000011");

    protected static string Deploy { get; } = Path.Combine(Root(AppContext.BaseDirectory), "deploy");

    protected ServiceUnderTest Family { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Family = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (Family is not null)
        {
            await Family.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected HttpClient AsJean() => Family.Client(Tokens.Guardian("biviers", Jean, "Jean Dupont", JeanHimself));

    protected HttpClient AsAgent(params string[] permissions) => Family.Client(Tokens.Agent("biviers", permissions));

    private Task<ServiceUnderTest> StartAsync() => ServiceUnderTest.StartAsync(
        FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
        ("Tenants:Directory", Path.Combine(Deploy, "tenants")), ("Demo:Directory", Path.Combine(Deploy, "demo")));

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
