using Preau.Contracts.Api;
using Preau.Family;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>The agents’ front over the real Family service.</summary>
public abstract class FamilyPages : IAsyncLifetime
{
    protected const string Planning = "/api/biviers/planning";
    protected static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    protected static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");

    private ServiceUnderTest _family = null!;

    private protected Front Front { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var deploy = Path.Combine(Root(AppContext.BaseDirectory), "deploy");
        _family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
            ("Tenants:Directory", Path.Combine(deploy, "tenants")), ("Demo:Directory", Path.Combine(deploy, "demo")));
        Front = await Front.StartAsync("families", "requests", "billing", "settings");
        Front.Upstream.Family = _family;
        Front.Upstream.Answers[$"GET {Planning}/enrolments"] = Array.Empty<EnrolmentView>();
        Front.Upstream.Answers[$"GET {Planning}/month"] = new MonthView("2026-12", new DateOnly(2026, 12, 8), [], [], [], [], []);
        Front.Upstream.Answers["GET /api/biviers/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 0, null, 0, [], null);
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await _family.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
