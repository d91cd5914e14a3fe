using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>
/// What a child had booked in a file that was merged, where the other file knew the same child by another row: written down when it is handed over,
/// so that a merge taken back puts back what there was and nothing else.
/// </summary>
public sealed class DoubleTrace : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>The file that ended, and the child there.</summary>
    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    /// <summary>The file that stayed, and the child there.</summary>
    public required Guid To { get; init; }

    public required Guid As { get; init; }

    /// <summary><see cref="HandedRows"/> as JSON.</summary>
    public string Rows { get; set; } = "{}";

    internal HandedRows Read() => JsonSerializer.Deserialize<HandedRows>(Rows)!;

    internal void Write(HandedRows rows) => Rows = JsonSerializer.Serialize(rows);

    /// <summary>Those of a file that ended, followed by the unit of work.</summary>
    internal static Task<List<DoubleTrace>> OfAsync(PlanningDb db, Guid family, CancellationToken ct) =>
        db.DoubleTraces.Where(t => t.FamilyId == family).OrderBy(t => t.ChildId).ToListAsync(ct);

    internal static void Map(ModelBuilder model) => model.Entity<DoubleTrace>(b =>
    {
        b.ToTable("DoubleTraces");
        b.HasKey(t => new { t.Tenant, t.FamilyId, t.ChildId, t.To, t.As });
        b.Property(t => t.Rows).HasMaxLength(-1);
    });
}

/// <summary>Ids of the rows that only changed their owner, and what the others were before.</summary>
internal sealed class HandedRows
{
    public List<HandedCell> Cells { get; init; } = [];

    public List<HandedEnrolment> Enrolments { get; init; } = [];

    /// <summary>Request lines, and the requests they are of.</summary>
    public List<Guid> Lines { get; init; } = [];

    public List<Guid> Requests { get; init; } = [];

    public List<Guid> Waiting { get; init; } = [];

    public List<Guid> Contracts { get; init; } = [];

    public List<Guid> Evidence { get; init; } = [];

    public List<Guid> EnrolmentRequests { get; init; } = [];

    public bool IsEmpty => Cells.Count + Enrolments.Count == 0
        && new[] { Lines, Requests, Waiting, Contracts, Evidence, EnrolmentRequests }.All(ids => ids.Count == 0);

    /// <summary>With what was handed over later.</summary>
    public HandedRows With(HandedRows more) => new()
    {
        Cells = [.. Cells, .. more.Cells],
        Enrolments = [.. Enrolments, .. more.Enrolments],
        Lines = [.. Lines, .. more.Lines],
        Requests = [.. Requests, .. more.Requests],
        Waiting = [.. Waiting, .. more.Waiting],
        Contracts = [.. Contracts, .. more.Contracts],
        Evidence = [.. Evidence, .. more.Evidence],
        EnrolmentRequests = [.. EnrolmentRequests, .. more.EnrolmentRequests],
    };
}

/// <summary>One day that was the double's.</summary>
/// <param name="Seats">Keys of the pools it held places in.</param>
/// <param name="Own">What the other row of the child was before it took the day over; null where it had booked the day itself and kept its own.</param>
internal sealed record HandedCell(string Unit, DateOnly Date, CellStanding Was, CellBond Bond, string Seats, CellStanding? Own);

/// <summary>An enrolment of the double, as it was.</summary>
/// <param name="Added">The one made for it in the other file.</param>
internal sealed record HandedEnrolment(
    string Service, DateOnly From, DateOnly? Until, string Weekdays, string? Unit, string? RequestNumber, Guid? CopyId, Guid? Added);
