using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>GET and POST /invitations: Identity sends the mail; who has no address gets a printed letter with a code.</summary>
internal static class InviteFamilies
{
    private const int Most = 2000;

    /// <param name="of">These, also when they were invited before: to print their letter again.</param>
    public static async Task<Ok<InvitationsView>> Read(FamilyDb db, CancellationToken ct, Guid[]? of = null)
    {
        var rows = await (from g in of is { Length: > 0 } ? MayEnter(db).Where(g => of.Contains(g.Id)) : Waiting(db)
                          join f in db.Families.AsNoTracking() on g.FamilyId equals f.Id
                          orderby f.SortKey, g.Id
                          select new Invitee(g.Id, f.Id, f.Number, g.Civility, g.FirstName, g.LastName, g.Email, f.Street, f.PostCode, f.City)).Take(Most + 1)
                          .ToListAsync(ct);
        return TypedResults.Ok(new InvitationsView([.. rows.Take(Most)], rows.Count > Most));
    }

    public static async Task<Results<Ok<Invited>, ProblemHttpResult>> Handle(InviteGuardians body, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        if (body.Guardians is not { Length: > 0 } && !body.All)
        {
            return Problems.Invalid("invite.nobody", "Choisissez qui inviter.");
        }

        // Five hundred at a time: each a short transaction, and one that was done is not asked for again.
        var wanted = !body.All ? body.Guardians! : [.. await Waiting(db).Where(g => g.Email != null).Select(g => g.Id).ToListAsync(ct)];
        var (mails, letters) = (0, 0);
        foreach (var some in wanted.Distinct().Chunk(500))
        {
            var (sent, left) = await db.WriteAsync(async token =>
            {
                var guardians = await db.Set<Guardian>().Where(g => some.Contains(g.Id)).ToListAsync(token);
                var ids = guardians.Select(g => g.FamilyId).Distinct().ToList();
                var files = await db.Families.Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, token);
                var may = guardians.Where(g => GuardianAccess.MayEnter(files[g.FamilyId], g)).ToList();
                foreach (var guardian in may)
                {
                    guardian.InvitedAt = clock.UtcNow();
                    GuardianAccess.Tell(db, files[guardian.FamilyId], guardian, clock);
                }

                return (may.Count(g => g.Email is not null), may.Count(g => g.Email is null));
            }, ct);
            (mails, letters) = (mails + sent, letters + left);
        }

        return TypedResults.Ok(new Invited(mails, letters));
    }

    private static IQueryable<Guardian> Waiting(FamilyDb db) => MayEnter(db).Where(g => g.InvitedAt == null);

    private static IQueryable<Guardian> MayEnter(FamilyDb db) => db.Set<Guardian>().AsNoTracking()
        .Where(g => !g.Restricted && !g.LivesElsewhere && db.Families.Any(f => f.Id == g.FamilyId && f.ArchivedAt == null && f.MergedInto == null));
}
