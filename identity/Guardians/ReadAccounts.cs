using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>POST /tenants/{slug}/guardians/accounts: who of these guardians can sign in, by a password
/// or by a provider. Others wait for an invitation or for its answer.</summary>
internal static class ReadAccounts
{
    public static async Task<Results<Ok<Guid[]>, ProblemHttpResult>> Handle(
        string slug, WhoSignsIn body, ClaimsPrincipal user, IdentityDb db, CancellationToken ct)
    {
        if (StaffOf.Refuse(user, slug, Permissions.Families, "Savoir qui a un compte demande le droit « familles ».") is { } refused)
        {
            return refused;
        }

        Guid[] asked = body.Guardians ?? [];
        var known =
            await db.Memberships.Where(m =>
                m.Commune == slug && m.Role == Membership.Owner && m.PersonId != null && asked.Contains(m.PersonId.Value) && m.EndedAt == null)
            .Where(m => db.Accounts.Any(a => a.Id == m.AccountId && (a.PasswordHash != null || db.Set<FederatedIdentity>().Any(f => f.AccountId == a.Id))))
            .Select(m => m.PersonId!.Value).Distinct().ToArrayAsync(ct);
        return TypedResults.Ok(known);
    }
}
