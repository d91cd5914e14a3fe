using System.Net;
using System.Text;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Every page and every form of the three fronts, read from the running hosts: a new one is tried without anyone thinking of it.</summary>
public sealed class HandlerTests(Visits visits) : IClassFixture<Visits>
{
    // As a browser would write them into an address or a form: half a sign, no sign, days at the ends of the calendar, a path out of here, too much.
    // Each page meets each of them somewhere; not every field every one.
    private const int Rounds = 4;

    // They look for the commune or the account of the address before any handler runs; Identity's own tests send their forms.
    private static readonly string[] Guarded = ["Identity /Admin/Commune", "Identity /Admin/Account"];
    private static readonly string[] Values =
        ["%ED%A0%80", "%00", "9999-12", "9999-12-31", "0001-01-01", "%2F%C3%A9t%C3%A9", "%2F%09%2Fevil.example", "-1", "99999999999999999999",
            new string('9', 3000)];

    [Fact]
    public void Pages_and_forms_as_people_find_them_never_answer_5xx()
    {
        None(visits.Broken);
    }

    [Fact]
    public void Every_handler_is_submitted_from_a_page_but_those_named() =>
        None(visits.Pages.SelectMany(p => p.Handlers).Except(visits.Submitted).Except(FormlessHandlers.All).Order());

    [Fact]
    public async Task Nothing_in_an_address_breaks_a_page()
    {
        var (before, tried) = (Broken().Count, 0);
        foreach (var page in visits.Pages)
        {
            var (person, root) = Visitor(page);
            var address = person.Pages.TryGetValue(page.Name, out var found) ? found.AbsolutePath : root + page.Address;
            for (var round = 0; round < Rounds; round++)
            {
                await person.TryAsync(
                    $"{address}?{string.Join('&', page.Query.Append("inconnu").Append("retour").Append("returnUrl").Distinct().Select((q, i) => $"{q}={Values[(i + (2 * round)) % Values.Length]}"))}");
                tried++;
            }
        }

        Assert.True(tried > 600, $"Only {tried}.");
        None(Broken().Skip(before));
    }

    [Fact]
    public async Task Nothing_in_a_form_breaks_a_handler()
    {
        using var handlers = new PageHandlers(visits.Product);
        var (before, tried) = (Broken().Count, 0);
        visits.People.ForEach(p => p.ForgetToken());
        foreach (var page in visits.Pages.OrderBy(p => p.Path is "/SignOut" or "/ChangePassword" or "/Security"))
        {
            var (person, root) = Visitor(page);
            foreach (var handler in page.Posts)
            {
                var form = person.Forms.GetValueOrDefault($"{page.Name} {handler}".TrimEnd());
                var names = (form?.Fields.Select(f => f.Key) ?? page.Query).Where(n => n != "__RequestVerificationToken").Distinct().ToList();
                for (var round = 0; round < Rounds - 1; round++)
                {
                    var to = form?.To.PathAndQuery ?? $"{root}{page.Address}{(handler.Length > 0 ? "?handler=" + handler : "")}";
                    await person.TryAsync(to,
                        string.Join('&', names.Select((n, i) => $"{Uri.EscapeDataString(n)}={(round == 0 ? "" : Values[(i + (3 * round)) % Values.Length])}")));
                    tried++;
                }
            }
        }

        Assert.True(tried > 600, $"Only {tried}.");
        None(Broken().Skip(before));
        // None was stopped at the door: each handler has really run.
        None(visits.Pages.Where(p => !Guarded.Contains(p.Name)).SelectMany(p => p.Handlers).Except(handlers.Submitted).Order());
    }

    [Fact]
    public async Task What_a_field_lets_one_type_is_never_too_long_when_it_is_sent()
    {
        var before = Broken().Count;
        List<string> tooLong = [];
        foreach (var person in visits.People.Where(p => p.Start is "/harmonie/" or "/harmonie/mairie/"))
        {
            await person.SignInAsync();
            foreach (var form in person.Forms.Values.Where(f => f.Most.Count > 0).ToList())
            {
                tooLong.AddRange(await person.FillAsync(form));
            }
        }

        None(tooLong);
        None(Broken().Skip(before));
    }

    [Theory]
    [InlineData("jean.dupont", false)]
    [InlineData("agent.harmonie", true)]
    public async Task Nothing_in_a_body_breaks_a_route(string account, bool office)
    {
        var tenant = office ? "harmonie" : "biviers";
        using var client = await visits.Product.ApiAsync(tenant, account, office);
        var tried = 0;
        List<string> broken = [];
        foreach (var route in visits.Product.Host.Hosts.SelectMany(h => h.Services.Routes()).DistinctBy(r => r.ToString()).Where(r => r.Body is not null))
        {
            foreach (var strange in StrangeBody.All)
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Method),
                    route.In(tenant))
                { Content = new StringContent(strange.Of(route.Body!), Encoding.UTF8, "application/json") };
                using var answer = await client.SendAsync(request);
                tried++;
                if ((int)answer.StatusCode >= 500)
                {
                    broken.Add($"{(int)answer.StatusCode} {route} {strange.Day}");
                }
            }
        }

        Assert.True(tried > 300, $"Only {tried}.");
        None(broken);
    }

    [Fact]
    public void No_file_field_asks_a_telephone_for_HEIC() => Assert.Empty(visits.People.SelectMany(p => p.Heic).Distinct());

    [Theory]
    [InlineData("/_ui/")]
    [InlineData("/_ui/%00")]
    [InlineData("/biviers/_ui/")]
    [InlineData("/biviers/%ED%A0%80")]
    [InlineData("/biviers/mairie/%00")]
    [InlineData("/été/")]
    [InlineData("/identity/été")]
    [InlineData("/api/biviers/planning/%ED%A0%80")]
    public async Task An_address_of_nothing_is_not_found(string path)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(visits.Product.Address + path));

        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}: {(int)answer.StatusCode}");
    }

    [Theory]
    [InlineData("/biviers/messages/nouveau", "application/x-www-form-urlencoded")]
    [InlineData("/biviers/mairie/messages/nouveau", "multipart/form-data; boundary=x")]
    [InlineData("/identity/connexion", "application/x-www-form-urlencoded")]
    [InlineData("/api/biviers/planning/requests", "application/json")]
    public async Task A_body_of_unknown_length_over_the_limit_is_refused(string path, string type)
    {
        using var client = new HttpClient();
        using var body = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 3 * 1024 * 1024))));
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        using var request = new HttpRequestMessage(HttpMethod.Post,
            visits.Product.Address + path)
        { Content = body, Headers = { TransferEncodingChunked = true, ExpectContinue = true } };
        using var answer = await client.SendAsync(request);

        Assert.True(answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.Unauthorized or HttpStatusCode.OK or HttpStatusCode.BadRequest,
            $"{path}: {(int)answer.StatusCode}");
    }

    // All of them: a list cut short would be mended one by one.
    private static void None(IEnumerable<string> found)
    {
        var all = found.Distinct().ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private List<string> Broken() => [.. visits.People.SelectMany(p => p.Broken)];

    // Those of Harmonie: of the agents of Biviers a second factor is asked by now.
    private (Person Person, string Root) Visitor(HostPage page)
    {
        var (start, root) = page.Front switch
        {
            "Families" => ("/harmonie/", "/harmonie"),
            "Office" => ("/harmonie/mairie/", "/harmonie/mairie"),
            _ => ("/identity/admin/", "/identity")
        };
        return (visits.People.First(p => p.Start == start), root);
    }
}
