using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>Tells Identity whether a guardian may enter, and by which address.</summary>
internal static class GuardianAccess
{
    public static bool MayEnter(FamilyFile file, Guardian guardian) => file.IsOpen && !guardian.Restricted && !guardian.LivesElsewhere;

    /// <summary>Inside a write, once per guardian and unit of work.</summary>
    public static void Tell(FamilyDb db, FamilyFile file, Guardian guardian, TimeProvider clock)
    {
        guardian.AccessVersion++;
        db.Raise(new GuardianAccessChanged(
            db.CurrentTenant, clock.UtcNow(), guardian.Id, file.Id, guardian.FirstName, guardian.LastName, guardian.Email, MayEnter(file, guardian),
            guardian.InvitedAt, guardian.AccessVersion));
    }

    /// <summary>Someone who left every file.</summary>
    public static void End(FamilyDb db, FamilyFile file, Guardian guardian, TimeProvider clock) => db.Raise(new GuardianAccessChanged(
        db.CurrentTenant, clock.UtcNow(), guardian.Id, file.Id, guardian.FirstName, guardian.LastName, guardian.Email, false, guardian.InvitedAt,
        guardian.AccessVersion + 1));
}
