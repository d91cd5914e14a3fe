using Microsoft.EntityFrameworkCore;
using MimeKit;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Accounts;

/// <summary>Deals with the requests for a link: finds the accounts meant, mails each a link. A mail server that is down delays, it does not lose.</summary>
internal sealed partial class PasswordMailer(
    IServiceScopeFactory scopes, CommuneCatalog communes, PublicAddress address, IMailer mailer, MailOptions mail, TimeProvider clock,
        ILogger<PasswordMailer> logger) : BackgroundService
{
    /// <summary>Per account and hour: enough for the forgetful, too few to flood a mailbox.</summary>
    public const int LinksPerHour = 3;
    private const int Attempts = 20;

    // What a killed sender held is taken up as soon as its lease ends.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _some = new(0, 1);

    public void Wake()
    {
        try
        {
            _some.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    public override void Dispose()
    {
        _some.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DealWithOneAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The row stays; another try follows.
                NotSent(logger, e.GetType().Name);
            }

            await _some.WaitAsync(Poll, stoppingToken);
        }
    }

    private async Task<bool> DealWithOneAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var (now, never) = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), MailLease.OutOfReach(MailLease.Retry));
        var due = db.PasswordRequests.AsNoTracking().Where(r => r.NextAttemptAt <= now || r.NextAttemptAt > never);
        if (await due.OrderBy(r => r.NextAttemptAt).FirstOrDefaultAsync(ct) is not { } request)
        {
            return false;
        }

        // Claimed by one replica: the others see a later time.
        var mine = await db.PasswordRequests.Where(r => r.Id == request.Id && r.NextAttemptAt == request.NextAttemptAt)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.NextAttemptAt, MailLease.In(MailLease.Length)).SetProperty(r => r.Attempts, r => r.Attempts + 1), ct);
        if (mine == 1)
        {
            await MailLease.HoldAsync(until => MoveAsync(request.Id, until), () => SendLinksAsync(db, request, ct));
        }

        return true;
    }

    private async Task SendLinksAsync(IdentityDb db, PasswordRequest request, CancellationToken ct)
    {
        var accounts = await db.Accounts.AsNoTracking()
            .Where(a => a.Email != null && (a.NormalizedUserName == request.Name || a.NormalizedEmail == request.Name)).OrderBy(a => a.Id).Take(5)
            .ToListAsync(ct);
        foreach (var account in request.Attempts < Attempts ? accounts : [])
        {
            await SendLinkAsync(db, account, request.Commune, by: null, ct);
        }

        await db.PasswordRequests.Where(r => r.Id == request.Id).ExecuteDeleteAsync(ct);
    }

    private async Task MoveAsync(Guid request, long until)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().PasswordRequests.Where(r => r.Id == request)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.NextAttemptAt, until));
    }

    /// <summary>Mails one link, unless the account has had its share of this hour; false then.</summary>
    public async Task<bool> SendLinkAsync(IdentityDb db, Account account, string? commune, Guid? by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var hourAgo = now.AddHours(-1);
        if (account.Email is null || await db.PasswordLinks.CountAsync(l => l.AccountId == account.Id && l.CreatedAt > hourAgo, ct) >= LinksPerHour)
        {
            return false;
        }

        var slug = commune ?? await db.Memberships.Where(m => m.AccountId == account.Id).OrderBy(m => m.Commune).Select(m => m.Commune).FirstOrDefaultAsync(ct);
        var (link, token) = PasswordLink.For(account, now);
        await db.WriteAsync(_ =>
        {
            db.PasswordLinks.Add(link);
            db.SignInRecords.Add(new SignInRecord { AccountId = account.Id, At = now, Result = AccessResult.LinkSent, Commune = slug, By = by });
            return Task.CompletedTask;
        }, ct);
        await mailer.SendAsync(Write(account, await communes.FindAsync(slug, ct), link, token), ct);
        return true;
    }

    private MimeMessage Write(Account account, CommuneNow? commune, PasswordLink link, string token)
    {
        var query = QueryString.Create([new("lien", token), .. commune is null ? [] : new KeyValuePair<string, string?>[] { new("commune", commune.Slug) }]);
        var portal = commune is null ? "la plateforme Préau" : $"portail famille, {commune.Facts.LongName ?? commune.Facts.Name}";
        if (account.PasswordHash is null)
        {
            // There is none yet: the first operator of an installation, or an invitation answered late.
            return mail.Write(commune?.Facts.Name ?? "Préau", account.Email!, "Choisir votre mot de passe", $"""
                Bonjour {account.DisplayName},

                Votre accès est prêt ({portal}). Votre identifiant est {account.UserName}.

                Choisissez votre mot de passe avec ce lien. Il est valable une heure et ne sert qu’une fois :
                {address.Url}/identity/nouveau-mot-de-passe{query}
                {(commune is null ? $"\nEnsuite, la plateforme est à l’adresse {address.Url}/identity/admin" : commune.Facts.LoginHelp is { } first ? "\n" + first : "")}
                """, link.Id.ToString("N"));
        }

        return mail.Write(commune?.Facts.Name ?? "Préau", account.Email!, "Choisir un nouveau mot de passe", $"""
            Bonjour {account.DisplayName},

            Un nouveau mot de passe a été demandé pour l’identifiant {account.UserName} ({portal}).

            Pour le choisir, ouvrez ce lien. Il est valable une heure et ne sert qu’une fois :
            {address.Url}/identity/nouveau-mot-de-passe{query}

            Si la demande ne vient pas de vous, ne faites rien : votre mot de passe actuel reste le bon.
            {(commune?.Facts.LoginHelp is { } help ? "\n" + help : "")}
            """, link.Id.ToString("N"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A password link was not sent, next try in a minute: {Error}")]
    private static partial void NotSent(ILogger logger, string error);
}
