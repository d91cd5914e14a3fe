using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>Tickets a household has bought of a book, as Billing last said; how many are left is counted from its days.</summary>
public sealed class KnownTickets : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    public required string Book { get; init; }

    public long Version { get; set; }

    public int Tickets { get; set; }

    /// <summary>Days from this one on use them.</summary>
    public DateOnly Since { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<KnownTickets>(b =>
    {
        b.ToTable("KnownTickets");
        b.HasKey(t => new { t.Tenant, t.FamilyId, t.Book });
        b.Property(t => t.Book).HasMaxLength(64);
        b.Property(t => t.Version).IsConcurrencyToken();
    });
}

/// <summary>TicketsBought → the newest state of it.</summary>
public sealed class KeepTicketsInStep(PlanningDb db) : IEventHandler<TicketsBought>
{
    public async Task HandleAsync(TicketsBought @event, CancellationToken ct)
    {
        var known = await db.KnownTickets.SingleOrDefaultAsync(t => t.FamilyId == @event.FamilyId && t.Book == @event.Book, ct);
        if (known is null)
        {
            known = new KnownTickets { FamilyId = @event.FamilyId, Book = @event.Book };
            db.KnownTickets.Add(known);
        }

        if (@event.Version > known.Version)
        {
            (known.Version, known.Tickets, known.Since) = (@event.Version, @event.Tickets, @event.Since);
        }
    }
}
