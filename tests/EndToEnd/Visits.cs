namespace Preau.EndToEnd;

/// <summary>The whole product, visited once by parents, agents, the operator and a stranger: their pages
/// and forms, found by following links and sending what stands there.</summary>
public sealed class Visits(DemoData demo, Browser browser) : IAsyncLifetime
{
    // What ends a session, an account or a commune comes after what needs it.
    private static readonly string[] Last = ["ChangePassword", "Security", "Agents", "/Admin/Commune"];
    private readonly Product _product = new(demo, browser);
    private PageHandlers _handlers = null!;

    public Product Product => _product;

    internal IReadOnlyList<HostPage> Pages { get; private set; } = [];

    internal List<Person> People { get; } = [];

    /// <summary>Handlers that ran for a form of a page, as in <see cref="HostPage.Handlers"/>.</summary>
    internal IReadOnlySet<string> Submitted { get; private set; } = new HashSet<string>();

    /// <summary>What answered 5xx to people who did what the pages offer.</summary>
    internal IReadOnlyList<string> Broken { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        _handlers = new PageHandlers(_product);
        Pages = await PageHandlers.OfAsync(_product);
        HashSet<string> sent = [];
        await VisitAsync("jean.dupont", "/biviers/", sent, rounds: 2);
        await VisitAsync("jacques.adel", "/harmonie/", sent);
        await VisitAsync("nadia.benali", "/croc-vacances/", sent);
        await VisitAsync("agent.biviers", "/biviers/mairie/", sent, rounds: 2);
        await VisitAsync("agent.harmonie", "/harmonie/mairie/", sent);
        await VisitAsync("admin", "/identity/admin/", sent, rounds: 2, "../securite");
        await VisitAsync("", "/identity/connexion", sent);
        Submitted = _handlers.Submitted.ToHashSet();
        Broken = [.. People.SelectMany(p => p.Broken)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in People)
        {
            person.Dispose();
        }

        _handlers.Dispose();
        await _product.DisposeAsync();
    }

    private async Task VisitAsync(string account, string start, HashSet<string> sent, int rounds = 1, params string[] more)
    {
        var person = new Person(_product.Address, account, start, Pages);
        People.Add(person);
        Assert.True(await person.SignInAsync(), account);
        for (var round = 0; round < rounds; round++)
        {
            await person.WalkAsync(more);
            await person.SendAllAsync(Last, ending: round == rounds - 1, sent);
        }
    }
}
