using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Identity.Letters;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>What a mail sender holds is free again within seconds after its death, and not while it lives.</summary>
public sealed class MailLeaseTests
{
    // What a lease may outlive its holder by, in milliseconds.
    private const long Seconds = 10_000;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public async Task A_mail_server_that_is_silent_keeps_a_letter_and_a_link_held_for_seconds_only_and_renewed_while_their_sender_lives()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", $"{((IPEndPoint)silent.LocalEndpoint).Port}"));
        await AddAsync(portal, due: Now);

        var first = await Eventually.SeeAsync(() => DueAsync(portal), held => held is { Letter.Attempts: 1, Link.Attempts: 1 });
        Assert.All(new[] { first.Letter.At, first.Link.At }, at => Assert.True(at <= Now + Seconds, $"Held until {at}, now {Now}."));

        var later = await Eventually.SeeAsync(() => DueAsync(portal), held => held.Letter.At > first.Letter.At && held.Link.At > first.Link.At);
        Assert.Equal((1, 1), (later.Letter.Attempts, later.Link.Attempts));
        Assert.All(new[] { later.Letter.At, later.Link.At }, at => Assert.True(at <= Now + Seconds, $"Held until {at}, now {Now}."));
    }

    [Fact]
    public async Task What_a_killed_sender_held_is_mailed_once_when_its_lease_ends()
    {
        await using var portal = await Portal.StartAsync();
        var lease = Now + 1500;
        await AddAsync(portal, lease, attempts: 1);

        var mails = await portal.WaitForMailsAsync("jean.dupont@famille.example", 2);

        Assert.True(Now >= lease);
        Assert.Equal(["Choisir un nouveau mot de passe", "Votre mot de passe a changé"], mails.Select(m => m.Subject).Order(StringComparer.Ordinal));
        await Eventually.SeeAsync(() => portal.InDbAsync(async db => await db.Letters.CountAsync() + await db.PasswordRequests.CountAsync()), n => n == 0);
    }

    [Fact]
    public async Task A_letter_that_two_senders_have_read_is_mailed_by_one()
    {
        await using var server = new SmtpSink();
        await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{server.Port}"));
        using var second = ActivatorUtilities.CreateInstance<LetterSender>(portal.Identity.Services);
        await second.StartAsync(TestContext.Current.CancellationToken);

        var due = Now + 2000;
        await AddAsync(portal, due);

        // They look once a second: both read it when it is due, before either can claim it.
        using (await portal.Identity.Services.GetRequiredService<WriteGate>().EnterAsync(TestContext.Current.CancellationToken))
        {
            await Eventually.SeeAsync(() => Task.FromResult(Now), now => now > due + 2500);
        }

        await Eventually.SeeAsync(() => portal.InDbAsync(db => db.Letters.CountAsync()), left => left == 0);
        // Who would send it again does so now.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await second.StopAsync(TestContext.Current.CancellationToken);
        Assert.Single(server.Received, m => m.Subject == "Votre mot de passe a changé");
    }

    /// <summary>A day ahead, and an hour: with the minute that a mail server is left alone.</summary>
    [Theory]
    [InlineData(24 * 60)]
    [InlineData(61)]
    public async Task What_a_clock_ahead_has_put_off_is_mailed_once_the_clock_is_set_back(int minutes)
    {
        await using var portal = await Portal.StartAsync();
        await AddAsync(portal, Now + (long)TimeSpan.FromMinutes(minutes).TotalMilliseconds, attempts: 1);

        Assert.Equal(2, (await portal.WaitForMailsAsync("jean.dupont@famille.example", 2)).Count);
    }

    private static Task<int> AddAsync(Portal portal, long due, int attempts = 0) => portal.InDbAsync(async db =>
    {
        var jean = await db.Accounts.SingleAsync(a => a.UserName == "jean.dupont");
        db.Letters.Add(new Letter
        {
            Kind = LetterKind.PasswordChanged,
            To = jean.Email!,
            AccountId = jean.Id,
            Commune = "biviers",
            NextAttemptAt = due,
            Attempts = attempts
        });
        db.PasswordRequests.Add(new PasswordRequest { Name = jean.NormalizedUserName!, Commune = "biviers", NextAttemptAt = due, Attempts = attempts });
        return await db.SaveChangesAsync();
    });

    private static Task<Held> DueAsync(Portal portal) => portal.InDbAsync(async db =>
    {
        var (letter, link) = (await db.Letters.AsNoTracking().SingleAsync(), await db.PasswordRequests.AsNoTracking().SingleAsync());
        return new Held((letter.NextAttemptAt, letter.Attempts), (link.NextAttemptAt, link.Attempts));
    });

    private sealed record Held((long At, int Attempts) Letter, (long At, int Attempts) Link);
}
