using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>EnrolmentsChanged → in which services and facilities the children of a file are enrolled: what an agent of some of them reaches.</summary>
internal sealed class KeepPlaces(FamilyDb db) : IEventHandler<EnrolmentsChanged>
{
    public Task HandleAsync(EnrolmentsChanged @event, CancellationToken ct) => @event.Places is not { } places ? Task.CompletedTask
        : OwnerPart.KeepAsync(db, @event.FamilyId, @event.Version, places.Select(p => (p.Service, p.Facility)), ct);
}
