using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Letters;

/// <summary>The account has had its questions of this hour: the letter waits.</summary>
internal sealed class LetterWaitsException : Exception;

/// <summary>The words of each letter, and the link it carries. Null when there is nothing to say any more.</summary>
internal sealed class LetterText(IdentityDb db, CommuneCatalog communes, PublicAddress address, MailOptions mail, TimeProvider clock)
{
    // Of one account in an hour: enough for who mistypes, too few to flood a stranger's mailbox.
    private const int QuestionsPerHour = 5;

    internal static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Of a link in an invitation; a link that somebody asked for lives an hour.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(14);

    public async Task<MimeMessage?> WriteAsync(Letter letter, CancellationToken ct)
    {
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == letter.AccountId, ct) is not { } account)
        {
            return null;
        }

        var commune = await communes.FindAsync(letter.Commune, ct);
        var name = commune?.Facts.LongName ?? commune?.Facts.Name ?? "Préau";
        var (subject, body) = letter.Kind switch
        {
            LetterKind.Invitation => ($"Votre accès au portail famille – {name}", await InvitationAsync(account, letter, "le portail famille", "/", ct)),
            LetterKind.AgentInvitation =>
                ($"Votre accès à l’espace des agents – {name}", await InvitationAsync(account, letter, "l’espace des agents", "/mairie/", ct)),
            LetterKind.Join => ($"Ouvrir le portail famille de {name} à votre compte", await AskAsync(account, letter, ConfirmationKind.Join,
                $"{name} vous ouvre son portail famille. Vous avez déjà un compte ({account.UserName}) : après votre accord, il ouvrira aussi ce portail.",
                ct)),
            LetterKind.AddressAsked => ("Changer l’adresse de votre compte ?", await AskAsync(account, letter, ConfirmationKind.Address,
                $"{name} a noté une autre adresse électronique pour vous. Votre compte ({account.UserName}) garde l’actuelle tant que vous n’êtes pas d’accord.",
                ct)),
            LetterKind.AddressChanged => ("L’adresse de votre compte a changé",
                $"L’adresse {letter.To} ne sert plus à se connecter au portail famille de {name} avec l’identifiant {account.UserName} : "
                + $"{(account.Email is null ? "elle a été retirée du dossier" : "une autre l’a remplacée")}.\n\nSi ce n’est pas vous, prévenez la mairie."),
            LetterKind.AddressProof => ($"Confirmez votre adresse – {name}", await AskAsync(account, letter, ConfirmationKind.AddressProof,
                $"Cette adresse a été notée dans votre dossier ({name}). Confirmez-la : ensuite, elle servira à vous connecter à votre compte ({account.UserName}) et à recevoir vos liens. D’ici là, rien ne change.",
                ct)),
            LetterKind.AddressNoted => ("Une autre adresse attend d’être confirmée",
                $"Une autre adresse électronique a été notée dans votre dossier ({name}). {await LinkWordsAsync(account, ct)} : quand il aura été ouvert, elle servira à vous connecter "
                + $"avec l’identifiant {account.UserName}. D’ici là, rien ne change.\n\nSi ce n’est pas vous, prévenez la mairie et changez votre mot de passe :\n{Link("mot-de-passe-oublie", null, commune)}"),
            _ => ("Votre mot de passe a changé",
                $"Le mot de passe de l’identifiant {account.UserName} vient d’être changé. Vos autres appareils sont déconnectés.\n\n"
                + $"Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe :\n{Link("mot-de-passe-oublie", null, commune)}"),
        };
        return body is null ? null : mail.Write(commune?.Facts.Name ?? "Préau", letter.To, subject,
            $"Bonjour {account.DisplayName},\n\n{body}\n{(commune?.Facts.LoginHelp is { } help ? "\n" + help + "\n" : "")}", letter.Id.ToString("N"));
    }

    private async Task<string> InvitationAsync(Account account, Letter letter, string door, string path, CancellationToken ct)
    {
        var commune = await communes.FindAsync(letter.Commune, ct);
        var portal = $"{address.Url}/{letter.Commune}{path}";
        if (account.PasswordHash is not null)
        {
            return $"Vous pouvez entrer dans {door} avec votre identifiant {account.UserName} et votre mot de passe :\n{portal}";
        }

        var (link, token) = PasswordLink.For(account, clock.UtcNow(), InvitationLifetime);
        await db.WriteAsync(_ =>
        {
            db.PasswordLinks.Add(link);
            return Task.CompletedTask;
        }, ct);
        return $"""
            Votre accès est prêt. Votre identifiant est {account.UserName}.

            Choisissez votre mot de passe avec ce lien. Il est valable quatorze jours et ne sert qu’une fois :
            {Link("nouveau-mot-de-passe", token, commune, path == "/" ? null : $"/{letter.Commune}{path}")}

            Ensuite, {door} est à cette adresse :
            {portal}
            """;
    }

    private async Task<string> LinkWordsAsync(Account account, CancellationToken ct) => await IsFullAsync(account, ct)
        ? $"Plus de {QuestionsPerHour} adresses ont été notées en une heure : aucun lien n’y est parti, et il partira dans une heure si l’adresse est encore celle-là"
        : "Un lien y est envoyé";

    private async Task<bool> IsFullAsync(Account account, CancellationToken ct)
    {
        var expires = clock.UtcNow() + Confirmation.Lifetime;
        return await db.Confirmations.CountAsync(c => c.AccountId == account.Id && c.ExpiresAt > expires - Hour, ct) >= QuestionsPerHour;
    }

    /// <exception cref="LetterWaitsException">Too many were asked in this hour.</exception>
    private async Task<string?> AskAsync(Account account, Letter letter, ConfirmationKind kind, string why, CancellationToken ct)
    {
        if (await db.GuardianAccesses.AsNoTracking()
            .SingleOrDefaultAsync(g => g.Commune == letter.Commune && g.GuardianId == letter.GuardianId, ct) is not { MayEnter: true } guardian)
        {
            return null;
        }

        // The address was changed again since: it has a letter of its own.
        if (kind == ConfirmationKind.AddressProof && !string.Equals(guardian.Email, letter.To, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (await IsFullAsync(account, ct))
        {
            throw new LetterWaitsException();
        }

        var expires = clock.UtcNow() + Confirmation.Lifetime;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await db.WriteAsync(_ =>
        {
            db.Confirmations.Add(new Confirmation
            {
                Kind = kind,
                TokenHash = PasswordLink.Hash(token),
                AccountId = account.Id,
                Commune = guardian.Commune,
                GuardianId = guardian.GuardianId,
                Email = kind == ConfirmationKind.Join ? null : guardian.Email,
                ExpiresAt = expires,
            });
            return Task.CompletedTask;
        }, ct);
        return $"{why}\n\nPour répondre, ouvrez ce lien, valable quatorze jours :\n{Link("confirmer", token, await communes.FindAsync(letter.Commune, ct))}\n\nSi cela ne vous dit rien, ne faites rien.";
    }

    /// <param name="next">Where it leads in the end, other than to the families' portal.</param>
    private string Link(string page, string? token, CommuneNow? commune, string? next = null) =>
        $"{address.Url}/identity/{page}"
            + QueryString.Create(new List<KeyValuePair<string, string?>> { new("lien", token), new("commune", commune?.Slug), new("returnUrl", next) }
                .Where(p => p.Value is not null));
}
