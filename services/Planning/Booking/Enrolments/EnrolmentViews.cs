using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>Requests for an enrolment as families and agents read them.</summary>
internal static class EnrolmentViews
{
    public static async Task<EnrolmentRequestView[]> OfAsync(PlanningDb db, PlanningRules rules, IReadOnlyList<EnrolmentRequest> requests, DateTimeOffset now,
        CancellationToken ct)
    {
        var ids = requests.Select(r => r.Id).ToList();
        var familyIds = requests.Select(r => r.FamilyId).Distinct().ToList();
        var families = await db.KnownFamilies.AsNoTracking().Where(f => familyIds.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => familyIds.Contains(c.FamilyId)).ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        var events = (await db.EnrolmentEvents.AsNoTracking().Where(e => e.RequestId != null && ids.Contains(e.RequestId.Value)).ToListAsync(ct))
            .OrderBy(e => e.At).ThenBy(e => e.Id).ToLookup(e => e.RequestId);
        var views = new List<EnrolmentRequestView>();
        foreach (var r in requests)
        {
            var service = rules.Services.GetValueOrDefault(r.Service);
            var child = children.GetValueOrDefault((r.FamilyId, r.ChildId));
            var family = families.GetValueOrDefault(r.FamilyId);
            var left = service is not null && r.Status == RequestStatus.Pending ? await EnrolmentRules.LeftAsync(db, service, r.From, r.Until, ct) : null;
            views.Add(new EnrolmentRequestView(
                r.Id, r.Number, rules.Local(r.At), r.Author, r.FamilyId, family?.Name ?? "", family?.Number ?? "", r.ChildId, child?.FirstName ?? "",
                child?.AgeOn(rules.Today(now)) ?? 0,
                r.Service, service?.Label ?? r.Service, service?.Facility.Label ?? "", r.From, r.Until, r.Days, r.Unit is null ? null : rules.UnitLabel(r.Unit),
                r.Comment, r.Status,
                r.DecidedBy, r.DecidedAt is { } at ? rules.Local(at) : null, r.Reason, r.BookedDays,
                [.. r.Pieces.OrderBy(p => p.Label, StringComparer.Ordinal)
                    .Select(p => new PieceState(p.Key, p.Label, p.Required, p.FileName, p.AtCounter, p.ReceivedAt is { } got ? rules.Local(got) : null))],
                [.. events[r.Id].Select(e => new RequestEventView(rules.Local(e.At), e.By, e.Text))], left));
        }

        return [.. views];
    }
}
