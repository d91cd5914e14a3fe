using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>Many sign in at once: few hashes are worked out at a time, the rest of the product
/// answers meanwhile, and a line too long is refused with a sentence.</summary>
public sealed class RushTests
{
    private static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    [Fact]
    public async Task Sixty_sign_ins_at_once_are_worked_out_few_at_a_time_others_are_answered_meanwhile_and_each_gets_its_answer()
    {
        using var hasher = new Gated();
        await using var identity = await StartAsync(hasher);
        var form = await FormAsync(identity);

        var rush = Enumerable.Range(1, 60).Select(i => SignInAsync(form, $"personne.{i}")).ToArray();
        await Eventually.SeeAsync(() => Task.FromResult(hasher.Now), now => now == AtOnce);

        using var other = identity.Client();
        for (var i = 0; i < 5; i++)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await other.GetAsync(new Uri("/identity/connexion?commune=biviers", UriKind.Relative)));
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await other.GetAsync(new Uri("/health/ready", UriKind.Relative)));
        }

        // They were answered while every sign-in still waited.
        Assert.DoesNotContain(rush, r => r.IsCompleted);
        hasher.Open();
        Assert.All(await Task.WhenAll(rush),
            a => Assert.Equal((HttpStatusCode.OK, true), (a.Status, a.Text.Contains("ne vont pas ensemble", StringComparison.Ordinal))));
        Assert.Equal((AtOnce, 60), (hasher.Most, hasher.Done));
    }

    [Fact]
    public async Task A_line_too_long_is_refused_at_once_with_a_sentence_where_one_signs_in_and_where_one_chooses_a_password()
    {
        using var hasher = new Gated();
        await using var identity = await StartAsync(hasher);
        var link = await LinkAsync(identity);
        var form = await FormAsync(identity);
        using var chooser = new Browser(identity.Address.ToString());
        await chooser.GetAsync("/identity/nouveau-mot-de-passe?lien=" + link);

        var rush = Enumerable.Range(1, 66).Select(i => SignInAsync(form, $"personne.{i}")).ToList();
        var refused = new List<(HttpStatusCode Status, string Text)>();
        while (refused.Count < 2)
        {
            var done = await Task.WhenAny(rush);
            rush.Remove(done);
            refused.Add(await done);
        }

        Assert.All(
            refused, a =>
                Assert.Equal((HttpStatusCode.ServiceUnavailable, true),
                    (a.Status, a.Text.Contains("Beaucoup de personnes se connectent", StringComparison.Ordinal))));
        await chooser.SendAsync(("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, chooser.Response.StatusCode);
        Assert.Contains("attendez une minute, puis recommencez", chooser.Text, StringComparison.Ordinal);

        hasher.Open();
        Assert.All(await Task.WhenAll(rush), a => Assert.Equal(HttpStatusCode.OK, a.Status));
        // Nothing is lost: the same link serves once the rush is over.
        await chooser.GetAsync("/identity/nouveau-mot-de-passe?lien=" + link);
        await chooser.SendAsync(("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.Equal(HttpStatusCode.OK, chooser.Response.StatusCode);
        var hash = await WithDbAsync(identity, db => db.Accounts.Where(a => a.UserName == "ana.rush").Select(a => a.PasswordHash).SingleAsync());
        Assert.NotEqual(PasswordVerificationResult.Failed, new PasswordHasher<Account>().VerifyHashedPassword(null!, hash!, "Grenier-7-lune"));
    }

    private static Task<ServiceUnderTest> StartAsync(Gated hasher) => ServiceUnderTest.StartAsync(
        (args, with) => IdentityApp.BuildAsync(args, b =>
        {
            with?.Invoke(b);
            b.Services.AddSingleton<IPasswordHasher<Account>>(hasher);
        }),
        TimeProvider.System.GetUtcNow(), TestDatabase.Sqlite, ("PublicUrl", "http://localhost"),
        ("Tenants:Directory", Path.Combine(Portal.Root, "deploy/tenants")));

    private static async Task<string> LinkAsync(ServiceUnderTest identity)
    {
        var account = Account.Create("ana.rush", "Ana Rush", "ana@rush.example", new UpperInvariantLookupNormalizer());
        account.Memberships.Add(new AccountMembership
        {
            Commune = "biviers",
            Role = Preau.Platform.Membership.Owner,
            OwnerId = Guid.NewGuid(),
            PersonId = Guid.NewGuid()
        });
        var (link, token) = PasswordLink.For(account, TimeProvider.System.GetUtcNow().UtcDateTime);
        return await WithDbAsync(identity, async db =>
        {
            db.Accounts.Add(account);
            db.PasswordLinks.Add(link);
            await db.SaveChangesAsync();
            return token;
        });
    }

    private static async Task<T> WithDbAsync<T>(ServiceUnderTest identity, Func<IdentityDb, Task<T>> look)
    {
        await using var scope = identity.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    /// <summary>The sign-in form as one browser has it.</summary>
    private static async Task<(HttpClient Http, string Token)> FormAsync(ServiceUnderTest identity)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = identity.Address };
        var page = await http.GetStringAsync(new Uri("/identity/connexion?commune=biviers", UriKind.Relative));
        return (http, System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value);
    }

    private static async Task<(HttpStatusCode Status, string Text)> SignInAsync((HttpClient Http, string Token) form, string name)
    {
        using var content = new FormUrlEncodedContent([new("UserName", name), new("Password", "peu importe"),
            new("__RequestVerificationToken", form.Token)]);
        using var answer = await form.Http.PostAsync(new Uri("/identity/connexion?commune=biviers", UriKind.Relative), content);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Checks nothing until it is opened, and counts how many it is asked for at a time.</summary>
    private sealed class Gated : IPasswordHasher<Account>, IDisposable
    {
        private readonly PasswordHasher<Account> _real = new();
        private readonly ManualResetEventSlim _open = new();
        private int _now;
        private int _most;
        private int _done;

        public int Now => Volatile.Read(ref _now);

        public int Most => Volatile.Read(ref _most);

        public int Done => Volatile.Read(ref _done);

        public void Open() => _open.Set();

        public string HashPassword(Account user, string password) => _real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            var now = Interlocked.Increment(ref _now);
            for (var most = _most; now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = _most)
            {
            }

            _open.Wait();
            Interlocked.Decrement(ref _now);
            Interlocked.Increment(ref _done);
            return PasswordVerificationResult.Failed;
        }

        public void Dispose()
        {
            _open.Set();
            _open.Dispose();
        }
    }
}
