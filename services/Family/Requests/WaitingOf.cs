using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>Demandes about one file that wait for an answer, newest first: what they are, without their values.</summary>
internal static class WaitingOf
{
    public static async Task<FileWaiting[]> ReadAsync(FamilyDb db, FamilyRules rules, FamilyFile family, CancellationToken ct)
    {
        var rows = await db.Requests.AsNoTracking().Where(r => r.FamilyId == family.Id && r.Status == RequestStatus.Pending).OrderByDescending(r => r.At)
            .Select(r => new { r.Id, r.Number, r.Form, r.ChildId, r.At }).ToListAsync(ct);
        return
        [
            .. rows.Select(r => new FileWaiting(
                r.Id, r.Number, RequestForms.LabelOf(r.Form), family.Children.Find(c => c.ChildId == r.ChildId)?.FirstName, r.At.ToLocal(rules.Zone))),
        ];
    }
}
