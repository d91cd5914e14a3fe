using System.Net;
using System.Text;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

public abstract class BadInputTests(TestDatabase database)
{
    private const string Key = "\"key\":\"7d9f4b2e-0000-4000-8000-000000000001\"";

    [Fact]
    public async Task What_cannot_be_a_message_is_refused_with_a_code()
    {
        await using var town = await StartAsync(database);
        (string Body, string Code)[] bodies =
        [
            ("", "request.malformed"),
            ("{", "request.malformed"),
            ("null", "request.malformed"),
            ("[]", "request.malformed"),
            ("{}", "request.invalid"),
            ($$"""{{{Key}},"subject":"T","body":"Texte"}""", "request.invalid"),
            ($$"""{{{Key}},"subject":"Titre","body":"x"}""", "request.invalid"),
            ($$"""{{{Key}},"subject":null,"body":null}""", "request.invalid"),
            ("""{"subject":"Titre","body":"Texte"}""", "request.invalid"),
            ("""{"key":"pas-un-guid","subject":"Titre","body":"Texte"}""", "request.malformed"),
            ($$"""{{{Key}},"subject":"   ","body":"     "}""", "request.invalid"),
            ($$"""{{{Key}},"subject":" \n ab","body":"  a  "}""", "message.empty"),
            ($$"""{{{Key}},"subject":"Titre","body":"{{new string('x', 5001)}}"}""", "request.invalid"),
            ($$"""{{{Key}},"subject":"{{new string('x', 121)}}","body":"Texte"}""", "request.invalid"),
            ($$"""{{{Key}},"subject":"Titre","body":"Texte","admin":true}""", "request.malformed"),
            ($$"""{{{Key}},"subject":"Titre","body":"\ud800"}""", "request.malformed"),
            ($$"""{{{Key}},"subject":12,"body":"Texte"}""", "request.malformed"),
        ];
        foreach (var (body, code) in bodies)
        {
            var response = await town.Parent.PostAsync(Route("threads"), new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{(int)response.StatusCode}: {body[..Math.Min(80, body.Length)]}");
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, response);
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type.unsupported",
            await town.Parent.PostAsync(Route("threads"), new StringContent("{}", Encoding.UTF8, "text/plain")));
        await HttpAssert.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large",
            await town.Parent.PostAsync(Route("threads"),
                new StringContent($$"""{{{Key}},"subject":"Titre","body":"{{new string('x', 2_000_000)}}"}""", Encoding.UTF8, "application/json")));
        Assert.Equal(0, (await town.Parent.GetAsAsync<ThreadPage>(Route("threads"))).Total);
    }

    [Theory]
    [InlineData("threads?page=0", "page.unknown")]
    [InlineData("threads?page=-3", "page.unknown")]
    [InlineData("threads?page=2147483647", "page.unknown")]
    [InlineData("threads?page=deux", "request.malformed")]
    [InlineData("threads?page=99999999999", "request.malformed")]
    [InlineData("threads?kind=autre", "kind.unknown")]
    [InlineData("threads?box=autre", "box.unknown")]
    [InlineData("threads?family=autre", "request.malformed")]
    [InlineData("threads?awaiting=peut-être", "request.malformed")]
    public async Task A_list_that_makes_no_sense_is_refused_with_a_code(string path, string code)
    {
        await using var town = await StartAsync(database);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await town.Parent.GetAsync(Route(path)));
    }

    [Fact]
    public async Task Unknown_threads_and_routes_are_not_found()
    {
        await using var town = await StartAsync(database);

        foreach (var path in new[] { $"threads/{Guid.NewGuid()}", "threads/1", $"threads/{Guid.Empty}", "nulle-part" })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await town.Parent.GetAsync(Route(path)));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method.not-allowed", await town.Parent.DeleteAsync(Route("threads")));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "request.malformed",
            await town.Parent.PostAsync(Route($"threads/{Guid.NewGuid()}/read?seen=beaucoup"), null));
    }

    [Fact]
    public async Task Emoji_markup_and_quotes_come_back_as_they_were_written()
    {
        await using var town = await StartAsync(database);
        var text = "« L’été » <b>&amp;</b> \"x\" '); DROP TABLE Threads; -- " + string.Concat(Enumerable.Repeat("🎒", 80));

        var thread = await town.Parent.PostAsAsync<ThreadView>(Route("threads"), new StartThread(Guid.NewGuid(), "Titre <script>\nsuite", text));

        Assert.Equal(text, thread.Messages[0].Body);
        Assert.Equal("Titre <script> suite", thread.Subject);
        var row = Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads"))).Items);
        Assert.True(row.Excerpt.Length <= 120 && row.Excerpt.EndsWith("🎒…", StringComparison.Ordinal), row.Excerpt);
    }
}

public sealed class BadInputOnSqlite() : BadInputTests(TestDatabase.Sqlite);

public sealed class BadInputOnSqlServer() : BadInputTests(TestDatabase.SqlServer);
