using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Preau.Identity;
using Preau.Standalone;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>In production mode, from empty data: a first operator, communes made while everything runs,
/// their first agents with a telephone, and services that know the rules.</summary>
public sealed class NewPlatformTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("preau-empty-").FullName;
    private StandaloneHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await StandaloneHost.StartAsync(new StandaloneOptions(Ports.Free(), _data, TimeSpan.Zero, Fresh: false, Production: true)
        {
            More = new Dictionary<string, string?>
            {
                ["RateLimits:Enabled"] = "false",
                ["SecondFactor:Operators"] = "true",
                ["Operator:UserName"] = "chef",
                ["Operator:Email"] = "chef@plateforme.example",
                ["Passwords:Iterations"] = "1000",
                ["Tenants:Refresh"] = "00:00:00.200"
            },
        });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task An_operator_makes_a_commune_of_each_kind_and_its_agent_finds_every_service_ready_and_the_operator_exports_it()
    {
        using var chef = new Person(_host.Address);
        await chef.ChoosePasswordAsync(await LinkForAsync("chef@plateforme.example"));
        await chef.OpenAsync("/identity/admin");
        await chef.SendAsync("form:has(input[type=password])", ("UserName", "chef"), ("Password", Person.Password));
        await chef.SetUpTelephoneAsync();
        Assert.Contains("Aucune commune encore", chef.Text, StringComparison.Ordinal);

        foreach (var (preset, services) in new (string, string[])[]
        {
            ("Village", ["Garderie du matin", "Restauration scolaire", "Garderie du soir"]), ("Town", ["Restauration scolaire", "Mercredi", "Vacances"]),
            ("Intercommunality", ["Le Val", "Saint-Éloi", "Restauration scolaire"]),
            ("Treasury", ["Garderie du matin", "Restauration scolaire", "Garderie du soir"]),
        })
        {
            var slug = preset.ToLowerInvariant();
            await chef.OpenAsync("/identity/admin/communes/creer");
            await chef.SendAsync("main form", ("Name", preset), ("Slug", slug), ("Brand", "#2F6B3A"), ("Zone", "B"), ("Territory", "metropole"),
                ("Preset", preset),
                ("Members", preset == "Intercommunality" ? "Le Val\nSaint-Éloi" : ""), ("AgentName", "Agent " + preset),
                ("AgentEmail", $"agent@{slug}.example"));
            Assert.Contains("En préparation", chef.Text, StringComparison.Ordinal);
            await LiveFirstDayAsync(chef, slug, services);
        }

        await chef.OpenAsync("/identity/admin/communes/village");
        await chef.SendAsync("form[action*='handler=Export']");
        Assert.Equal("village", Path.GetFileNameWithoutExtension(chef.Response.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        var file = Path.Combine(_data, "village.json");
        await File.WriteAllTextAsync(file, chef.Html);
        var read = Preau.Platform.TenantFiles.Read(file, chef.Html,
            await NJsonSchema.JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "tenants", "schema.json")));
        Assert.Equal(["$schema", "tenant", "family", "planning", "billing", "messaging"], read.Root.EnumerateObject().Select(p => p.Name));

        // Erased everywhere, thirty days later.
        foreach (var handler in (string[])["Archive", "Erase"])
        {
            await chef.OpenAsync("/identity/admin/communes/town?question=" + (handler == "Archive" ? "archiver" : "supprimer"));
            await chef.SendAsync($"form[action*='handler={handler}']");
        }

        await using var scope = _host.Hosts[0].Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await db.Communes.Where(c => c.Slug == "town")
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.EraseAt, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        await scope.ServiceProvider.GetRequiredService<Preau.Identity.Operating.ChangeCommune>().EraseDueAsync(CancellationToken.None);
        foreach (var service in _host.Hosts.Skip(1).Take(4))
        {
            await Eventually.SeeAsync(async () =>
            {
                await using var look = service.Services.CreateAsyncScope();
                var rows = OfHost(look.ServiceProvider);
                return await rows.Settings.IgnoreQueryFilters().Where(s => s.Tenant == "town").Select(s => s.By).ToListAsync();
            }, by => by is ["Erased"]);
        }
    }

    /// <summary>Families, three hundred of them from one file or one by hand, and a first day
    /// that is accepted: by the pages of agents and parents alone.</summary>
    private async Task LiveFirstDayAsync(Person chef, string slug, string[] services)
    {
        using var day = new FirstDay(_host.Address, slug, LinkForAsync);
        await day.SignInWithTelephoneAsync($"agent@{slug}.example");
        await day.ReadSettingsAsync(services);
        await (slug == "village" ? day.ImportAsync() : day.CreateFamilyAsync());
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")).DateTime;
        await day.OpenPeriodAsync(now);
        await day.EnrolAndInviteAsync();
        if (slug == "intercommunality")
        {
            await day.InviteAgentOfAsync("le-val", finds: true);
            await day.InviteAgentOfAsync("saint-eloi", finds: false);
        }

        await chef.OpenAsync("/identity/admin/communes/" + slug);
        await chef.SendAsync("form[action*='handler=Open']");
        Assert.DoesNotContain("En préparation", chef.Text, StringComparison.Ordinal);
        await day.BookAsync(now);
    }

    private static Preau.Platform.TenantDb OfHost(IServiceProvider services) =>
        (Preau.Platform.TenantDb?)services.GetService<Preau.Family.FamilyDb>() ?? (Preau.Platform.TenantDb?)services.GetService<Preau.Planning.PlanningDb>()
            ?? (Preau.Platform.TenantDb?)services.GetService<Preau.Billing.BillingDb>() ?? services.GetRequiredService<Preau.Messaging.MessagingDb>();

    private async Task<string> LinkForAsync(string email) => (await Eventually.SeeAsync(() => Task.FromResult(Directory.Exists(Path.Combine(_data, "mail"))
        ? Directory.EnumerateFiles(Path.Combine(_data, "mail"), "*.eml").Select(f => MimeMessage.Load(f))
            .Where(m => m.To.Mailboxes.Any(b => b.Address == email))
            .Select(m => m.TextBody!.Split('\n').First(l => l.Contains("lien=", StringComparison.Ordinal)).Trim()).FirstOrDefault()
        : null), link => link is not null))!;

    /// <summary>A browser without scripts.</summary>
    private sealed class Person(string address) : IDisposable
    {
        public const string Password = "Grenier-7-lune";

        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(address)
        };

        public Uri Last { get; private set; } = new(address);

        public HttpResponseMessage Response { get; private set; } = null!;

        public string Html { get; private set; } = "";

        public IHtmlDocument Document { get; private set; } = null!;

        public string Text => string.Join(' ', Document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        public Task OpenAsync(string path) => GoAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Last, path)));

        public Task SendAsync(string form, params (string Name, string Value)[] values)
        {
            var element = Document.QuerySelector(form) ?? throw new InvalidOperationException($"No {form}: {Text}");
            var fields = element.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value))
                .Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
            return GoAsync(new HttpRequestMessage(HttpMethod.Post,
                new Uri(Last, element.GetAttribute("action") ?? ""))
            { Content = new FormUrlEncodedContent(fields) });
        }

        public async Task ChoosePasswordAsync(string link)
        {
            await OpenAsync(link);
            await SendAsync("main form", ("NewPassword", Password), ("Repeated", Password));
            Assert.Contains("Connectez-vous avec lui", Text, StringComparison.Ordinal);
        }

        public async Task SetUpTelephoneAsync()
        {
            var key = string.Concat(Document.QuerySelector("main p code")!.TextContent.Where(char.IsLetterOrDigit));
            await SendAsync("main form", ("Code", Telephone.Code(key)));
            Assert.Equal(8, Document.QuerySelectorAll(".codes code").Length);
            await OpenAsync(Document.QuerySelector("main a.btn")!.GetAttribute("href")!);
        }

        public void Dispose() => _http.Dispose();

        private async Task GoAsync(HttpRequestMessage request)
        {
            for (var hop = 0; hop < 10; hop++)
            {
                Last = request.RequestUri!;
                Response = await _http.SendAsync(request);
                if (Response.Headers.Location is not { } next)
                {
                    Html = await Response.Content.ReadAsStringAsync();
                    Document = await new HtmlParser().ParseDocumentAsync(Html);
                    return;
                }

                request = new HttpRequestMessage(HttpMethod.Get, new Uri(Last, next));
            }

            Assert.Fail("Redirects without end, last to " + Last);
        }
    }
}
