using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class ProblemTests
{
    [Fact]
    public async Task A_host_that_cannot_write_beside_its_database_is_not_ready()
    {
        await using var host = await Notes.StartAsync();
        using var http = host.Client();
        var options = host.Services.GetRequiredService<DatabaseOptions>();
        var directory = options.Directory!;

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await http.GetAsync("/health/ready"));
        Assert.Empty(Directory.GetFiles(directory, ".ready-*"));
        options.Directory = Path.Combine(directory, "gone");
        await HttpAssert.StatusAsync(HttpStatusCode.ServiceUnavailable, await http.GetAsync("/health/ready"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await http.GetAsync("/health/live"));
    }

    [Fact]
    public async Task A_full_disk_is_told_in_a_sentence()
    {
        var full = false;
        await using var host = await Notes.StartAsync(services =>
        {
            var real = services.Last(s => s.ServiceType == typeof(DbScope)).ImplementationFactory!;
            services.AddScoped(sp =>
                full ? throw new InvalidOperationException("wrapped", new SqliteException("database or disk is full", 13)) : (DbScope)real(sp));
        });
        var body = new { Subject = Guid.NewGuid(), Text = "x" };

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Agent(host).PostAsJsonAsync("/api/north/notes/notes", body));
        full = true;
        var refused = await Agent(host).PostAsJsonAsync("/api/north/notes/notes", body);

        await HttpAssert.ProblemAsync(HttpStatusCode.ServiceUnavailable, "database.not-writable", refused);
        Assert.Contains("le disque est plein", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_API_answers_is_stored_by_nobody()
    {
        await using var host = await Notes.StartAsync();

        Assert.True((await Agent(host).GetAsync("/api/north/notes/notes")).Headers.CacheControl!.NoStore);
        Assert.True((await host.Client().GetAsync("/api/north/notes/notes")).Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest, "request.malformed")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "request.malformed")]
    [InlineData("{\"subject\":\"not an id\",\"text\":\"x\"}", "application/json", HttpStatusCode.BadRequest, "request.malformed")]
    [InlineData("{\"subject\":\"7d9f4b2e-0000-4000-8000-000000000001\",\"text\":\"x\",\"tenant\":\"south\"}", "application/json", HttpStatusCode.BadRequest,
        "request.malformed")]
    [InlineData("{\"subject\":\"7d9f4b2e-0000-4000-8000-000000000001\",\"text\":\"much too long\"}", "application/json", HttpStatusCode.BadRequest,
        "request.invalid")]
    [InlineData("{\"text\":\"x\"}", "application/json", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData("subject=1", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, "content-type.unsupported")]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType, "content-type.unsupported")]
    public async Task A_body_that_cannot_be_taken_is_refused_with_a_code(string body, string type, HttpStatusCode status, string code)
    {
        await using var host = await Notes.StartAsync();

        await HttpAssert.ProblemAsync(status, code, await Agent(host).PostAsync("/api/north/notes/notes", new StringContent(body, Encoding.UTF8, type)));
    }

    [Fact]
    public async Task A_giant_body_is_refused_whether_or_not_it_tells_its_length()
    {
        await using var host = await Notes.StartAsync();
        var body = "{\"text\":\"" + new string('x', 3_000_000) + "\"}";

        await HttpAssert.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large",
            await Agent(host).PostAsync("/api/north/notes/notes", new StringContent(body, Encoding.UTF8, "application/json")));
        using var chunked = new HttpRequestMessage(HttpMethod.Post,
            "/api/north/notes/notes")
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        await HttpAssert.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large", await Agent(host).SendAsync(chunked));
    }

    [Fact]
    public async Task A_giant_body_is_answered_also_to_a_client_that_first_sends_all_of_it()
    {
        await using var host = await Notes.StartAsync();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync("127.0.0.1", host.Client().BaseAddress!.Port);
        var wire = socket.GetStream();
        const int Length = 20_000_000;
        await wire.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/north/notes/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Length}\r\n\r\n"));
        await wire.WriteAsync(new byte[Length]);

        var answer = new byte[12];
        await wire.ReadExactlyAsync(answer);

        Assert.Equal("HTTP/1.1 413", Encoding.ASCII.GetString(answer));
    }

    [Fact]
    public async Task Unknown_routes_and_methods_have_their_codes()
    {
        await using var host = await Notes.StartAsync();

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent(host).GetAsync("/api/north/notes/nowhere"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent(host).GetAsync("/nowhere"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Unauthorized, "token.missing", await host.Client().GetAsync("/nowhere"));
        await HttpAssert.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method.not-allowed", await Agent(host).DeleteAsync("/api/north/notes/notes"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Unauthorized, "token.missing", await host.Client().GetAsync("/api/north/notes/notes"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Agent(host).GetAsync("/api/south/notes/notes"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden",
            await host.Client(Tokens.Agent("north", "other")).GetAsync("/api/north/notes/notes"));
    }

    [Fact]
    public async Task A_failure_of_ours_tells_nothing_of_the_house()
    {
        await using var host = await Notes.StartAsync();

        var response = await Agent(host).GetAsync("/api/north/notes/boom");

        await HttpAssert.ProblemAsync(HttpStatusCode.InternalServerError, "server.error", response);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at Preau", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_unsigned_or_cut_token_is_none()
    {
        await using var host = await Notes.StartAsync();
        var good = Tokens.Agent("north", "notes");
        var parts = good.Split('.');
        var claims = JsonSerializer.Deserialize<Dictionary<string, object>>(Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/')
            .PadRight((parts[1].Length + 3) / 4 * 4, '=')))!;
        claims["member"] = new[] { "south|staff|||notes" };
        var forged = string.Join('.', parts[0],
            Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_'), parts[2]);
        var unsigned = string.Join('.', Convert.ToBase64String("{\"alg\":\"none\",\"typ\":\"at+jwt\"}"u8.ToArray()).TrimEnd('='), parts[1], "");

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await host.Client(good).GetAsync("/api/north/notes/notes"));
        foreach (var token in new[] { forged, unsigned, good[..^4] })
        {
            await HttpAssert.StatusAsync(HttpStatusCode.Unauthorized, await host.Client(token).GetAsync("/api/south/notes/notes"));
        }
    }

    private static HttpClient Agent(ServiceUnderTest host) => host.Client(Tokens.Agent("north", "notes"));
}
