using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Family.Forms;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>The one way to change a family file: version, history and event go with the change in one transaction.</summary>
internal static class FamilyChanges
{
    // Asked by most requests: compiled once.
    private static readonly CompiledQuery<Func<FamilyDb, Guid, CancellationToken, Task<FamilyFile?>>> ToRead = new(() =>
        EF.CompileAsyncQuery((FamilyDb db, Guid id, CancellationToken _) => db.Families.AsNoTracking()
            .Include(f => f.Guardians).Include(f => f.Children).Include(f => f.Quotients).AsSplitQuery().SingleOrDefault(f => f.Id == id)));

    public static Task<FamilyFile?> LoadAsync(this FamilyDb db, Guid id, bool tracked, CancellationToken ct) => !tracked ? ToRead.For(db)(db, id, ct)
        : db.Families.Include(f => f.Guardians).Include(f => f.Children).Include(f => f.Quotients).AsSplitQuery().SingleOrDefaultAsync(f => f.Id == id, ct);

    /// <summary>Call inside <see cref="TenantDb.WriteAsync{T}"/>, after the change, once per unit of work and file.</summary>
    public static void Record(this FamilyDb db, FamilyFile family, string by, string what, TimeProvider clock)
    {
        family.Version++;
        family.RefreshSearchKey();
        var at = clock.UtcNow();
        db.History.Add(new FamilyHistory
        {
            FamilyId = family.Id,
            Version = family.Version,
            At = at,
            By = by,
            What = what.Length <= 1000 ? what : what[..1000]
        });
        db.Raise(Snapshot(family, db.CurrentTenant, at));
    }

    /// <summary>Nothing of it changed, but others are to know more of it than it was told with.</summary>
    public static void TellAgain(this FamilyDb db, FamilyFile family, TimeProvider clock)
    {
        family.Version++;
        db.Raise(Snapshot(family, db.CurrentTenant, clock.UtcNow()));
    }

    /// <summary>
    /// Tells Identity how a guardian may enter. Call after <see cref="Record"/> (the file's version is the event's) whenever a guardian is made, invited,
    /// archived, or gets another name or address.
    /// </summary>
    public static void RaiseAccess(this FamilyDb db, FamilyFile family, Guardian guardian, bool mayEnter, DateTime? invitedAt, TimeProvider clock) =>
        db.Raise(new GuardianAccessChanged(
            db.CurrentTenant, clock.UtcNow(), guardian.Id, family.Id, guardian.FirstName, guardian.LastName, guardian.Email, mayEnter, invitedAt,
            family.Version));

    private static FamilyChanged Snapshot(FamilyFile family, string tenant, DateTime at) => new(
        tenant, at, family.Id, family.Version, family.Number, family.Name, family.Resident,
        // Whom a court keeps away is told nothing by any service.
        [.. family.Guardians.Where(g => !g.Restricted).OrderBy(g => g.LastName).ThenBy(g => g.Id)
            .Select(g => new FamilyGuardian(g.Id, g.Civility, g.FirstName, g.LastName, g.Role, g.Email, g.Mobile, g.EmailConsent, g.SmsConsent))],
        [.. family.ByAge()
            .Select((c, i) =>
                new FamilyChild(c.ChildId, c.FirstName, c.LastName, c.Gender, c.BirthDate, c.School, c.Grade, i + 1, c.PackedLunch, FamilyViews.CustodyOf(c),
                    c.Class, c.Group,
            c is { CameFrom: { } from, CameOn: { } on } ? new ChildOrigin(from, c.CameAs ?? c.ChildId, on) : null))],
        [.. family.Quotients.OrderBy(q => q.From).Select(q => new FamilyQuotient(q.Value, q.From, q.Until, q.Source))], family.City, family.CategoryKeys,
        MissingText.Read(family.Missing),
        family.ArchivedAt is not null, family.MergedInto, new FamilyAddress(family.Street, family.PostCode, family.City));
}
