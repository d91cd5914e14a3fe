using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>A code for a printed letter: a guardian without e-mail enters it once, with a password of one's own. A new code ends the one before.</summary>
internal static class GiveCode
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    // No letter or digit that is read as another; 12 of 30 signs are 58 bits.
    private const string Signs = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    public static async Task<Results<Ok<AccessCode>, ProblemHttpResult>> Handle(
        string slug, Guid guardian, ClaimsPrincipal user, IdentityDb db, GuardianAccounts guardians, CommuneCatalog communes, TimeProvider clock,
        CancellationToken ct)
    {
        if (StaffOf.Refuse(user, slug, Permissions.Families, "Un code d’accès demande le droit « familles ».") is { } refused)
        {
            return refused;
        }

        var code = RandomNumberGenerator.GetString(Signs, 12);
        var until = clock.UtcNow() + Lifetime;
        var done = await db.WriteAsync<ProblemHttpResult?>(async token =>
        {
            if (await db.GuardianAccesses.SingleOrDefaultAsync(g => g.Commune == slug && g.GuardianId == guardian && g.MayEnter, token) is not { } known)
            {
                return Problems.NotFound("guardian.unknown");
            }

            var membership = await guardians.MembershipAsync(slug, guardian, token);
            if (membership is not null && !(await db.Accounts.Include(a => a.Memberships).SingleAsync(a => a.Id == membership.AccountId, token)).IsOnly(slug))
            {
                return Problems.Conflict("guardian.elsewhere",
                    "Ce parent se connecte déjà, et son compte ouvre aussi un autre portail : il choisit lui-même un nouveau mot de passe.");
            }

            (known.CodeHash, known.CodeExpiresAt) = (HashOf(slug, code), until);
            return null;
        }, ct);
        return done is not null ? done
            : TypedResults.Ok(new AccessCode(string.Join('-', code.Chunk(4).Select(c => new string(c))), until, await AddressAsync(slug, communes, ct)));
    }

    /// <summary>What is typed, however it was spaced.</summary>
    public static string HashOf(string commune, string code) =>
        PasswordLink.Hash($"{commune}|{string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))}");

    private static async Task<string> AddressAsync(string slug, CommuneCatalog communes, CancellationToken ct) =>
        $"/identity/premier-acces?commune={Uri.EscapeDataString((await communes.FindAsync(slug, ct))?.Slug ?? slug)}";
}
