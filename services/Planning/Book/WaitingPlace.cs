using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Book;

public enum WaitingState
{
    /// <summary>A wish, until places are allocated.</summary>
    Wish,

    /// <summary>On the list.</summary>
    Waiting,

    /// <summary>A place is held for it until <see cref="WaitingPlace.OfferUntil"/>.</summary>
    Offered,

    /// <summary>In no list: the day is closed by a disruption, and it comes back in its turn when that is undone.</summary>
    Suspended,
}

/// <summary>A cell that waits for a place. It goes when the wait is over; what happened stays on the request.</summary>
public sealed class WaitingPlace : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>That of the request's line.</summary>
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required string Service { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>The last day it is for: its day, or the last open day of its week.</summary>
    public required DateOnly Last { get; init; }

    /// <summary>Places that can be asked for together are waited for in one queue, see <c>Unit.QueueAt</c>.</summary>
    public required string Queue { get; init; }

    public WaitingState State { get; set; }

    /// <summary>More come first.</summary>
    public int Points { get; set; }

    /// <summary>What gave them: "Habite la commune : 10 points".</summary>
    public string PointsText { get; set; } = "";

    /// <summary>Between equal points the smaller comes first: the order of the requests, or a lot drawn.</summary>
    public long Turn { get; set; }

    public required DateTime Since { get; init; }

    public DateTime? OfferedAt { get; set; }

    /// <summary>Instant from which the offer is over.</summary>
    public DateTime? OfferUntil { get; set; }

    /// <summary>Concurrency token: an offer has one end.</summary>
    public long Version { get; set; }

    /// <summary>The turn of a request's line: requests in the order of their numbers, lines in that of the request.</summary>
    public static long TurnOf(string requestNumber, int position)
    {
        var dash = requestNumber.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? long.MaxValue
            : (((long.Parse(requestNumber.AsSpan(0, dash), System.Globalization.CultureInfo.InvariantCulture) * 10_000_000)
                + long.Parse(requestNumber.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture)) * 1000) + position;
    }

    internal static void Map(ModelBuilder model) => model.Entity<WaitingPlace>(b =>
    {
        b.ToTable("WaitingPlaces");
        b.HasKey(w => new { w.Tenant, w.Id });
        b.Property(w => w.Id).ValueGeneratedNever();
        b.HasIndex(w => new { w.Tenant, w.ChildId, w.Unit, w.Date }).IsUnique();
        b.HasIndex(w => new { w.Tenant, w.Queue, w.Date, w.State, w.Points, w.Turn });
        b.HasIndex(w => new { w.Tenant, w.FamilyId, w.Date });
        b.HasIndex(w => new { w.Tenant, w.State, w.OfferUntil });
        b.Property(w => w.Unit).HasMaxLength(64);
        b.Property(w => w.Service).HasMaxLength(64);
        b.Property(w => w.Queue).HasMaxLength(64);
        b.Property(w => w.PointsText).HasMaxLength(500);
        b.Property(w => w.Version).IsConcurrencyToken();
    });
}
