using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>A household that may not book for the time being: Billing says so, with a rising version.</summary>
public sealed class BookingStop : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    public long Version { get; set; }

    public bool Stopped { get; set; }

    /// <summary>Meals as well.</summary>
    public bool Meals { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<BookingStop>(b =>
    {
        b.ToTable("BookingStops");
        b.HasKey(s => new { s.Tenant, s.FamilyId });
        b.Property(s => s.Version).IsConcurrencyToken();
    });
}

/// <summary>BookingsStopped → the newest state of it.</summary>
public sealed class KeepStopsInStep(PlanningDb db) : IEventHandler<BookingsStopped>
{
    public async Task HandleAsync(BookingsStopped @event, CancellationToken ct)
    {
        var stop = await db.BookingStops.SingleOrDefaultAsync(s => s.FamilyId == @event.FamilyId, ct);
        if (stop is null)
        {
            stop = new BookingStop { FamilyId = @event.FamilyId };
            db.BookingStops.Add(stop);
        }

        if (@event.Version > stop.Version)
        {
            (stop.Version, stop.Stopped, stop.Meals) = (@event.Version, @event.Stopped, @event.Meals);
        }
    }
}
