using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>One household enrols a child in a service once at a time.</summary>
internal static class Overlap
{
    /// <param name="except">The enrolment that is being changed.</param>
    public static async Task<ProblemHttpResult?> FindAsync(PlanningDb db, Guid family, Guid child, Service service, DateOnly from, DateOnly? until,
        Guid? except, CancellationToken ct)
    {
        var last = until ?? DateOnly.MaxValue;
        return await db.Enrolments.AnyAsync(e =>
            e.FamilyId == family && e.ChildId == child && e.Service == service.Key && e.Id != except && e.From <= last && (e.Until == null || e.Until >= from),
            ct)
            ? Problems.Conflict("enrolment.enrolled", $"L’enfant est déjà inscrit à « {service.Label} » sur une partie de cette période.")
            : null;
    }
}
