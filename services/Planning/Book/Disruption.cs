using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>One act of an agent over many children: a strike, an absent teacher, a class trip, a closure. Undone as one act.</summary>
public sealed class Disruption : ITenantOwned
{
    private const char Separator = '\n';

    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The front's key: the same one never applies twice.</summary>
    public required Guid Key { get; init; }

    public required string Cause { get; init; }

    public required DisruptionEffect Effect { get; init; }

    public string? Note { get; init; }

    public required DateOnly First { get; init; }

    public required DateOnly Last { get; init; }

    /// <summary>Keys, one a line; empty for all.</summary>
    public string Services { get; init; } = "";

    public string Facilities { get; init; } = "";

    public string Schools { get; init; } = "";

    public string Grades { get; init; } = "";

    public required string By { get; init; }

    public required DateTime At { get; init; }

    public string? UndoneBy { get; set; }

    public DateTime? UndoneAt { get; set; }

    public int Cells { get; set; }

    public int Children { get; set; }

    public int Families { get; set; }

    public long Version { get; set; }

    public bool IsActive => UndoneAt is null;

    /// <summary>For these services, whoever the child is.</summary>
    public bool Covers(Service service) => Names(Services, service.Key) && Names(Facilities, service.Facility.Key);

    public bool Covers(KnownChild child) => Names(Schools, child.School) && Names(Grades, child.Grade);

    public bool Covers(Service service, KnownChild child, DateOnly date) => First <= date && date <= Last && Covers(service) && Covers(child);

    public static string List(string[]? values) => string.Join(Separator, values ?? []);

    public static string[] Of(string list) => list.Length == 0 ? [] : list.Split(Separator);

    private static bool Names(string list, string? value) =>
        list.Length == 0 || (value is not null && Array.Exists(Of(list), v => string.Equals(v, value, StringComparison.OrdinalIgnoreCase)));

    internal static void Map(ModelBuilder model) => model.Entity<Disruption>(b =>
    {
        b.ToTable("Disruptions");
        b.HasKey(d => new { d.Tenant, d.Id });
        b.Property(d => d.Id).ValueGeneratedNever();
        b.HasIndex(d => new { d.Tenant, d.Key }).IsUnique();
        b.HasIndex(d => new { d.Tenant, d.Last });
        b.Property(d => d.Note).HasMaxLength(500);
        b.Property(d => d.Services).HasMaxLength(4000);
        b.Property(d => d.Facilities).HasMaxLength(4000);
        b.Property(d => d.Schools).HasMaxLength(4000);
        b.Property(d => d.Grades).HasMaxLength(4000);
        b.Property(d => d.Version).IsConcurrencyToken();
    });
}

/// <summary>A cell a disruption changed, with what it was: so that it can be again.</summary>
public sealed class DisruptedCell : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid DisruptionId { get; init; }

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required DateOnly Date { get; init; }

    public required Guid FamilyId { get; init; }

    public CellStanding Before { get; set; } = new();

    /// <summary>Keys of the pools it held, as on the cell.</summary>
    public string Seats { get; init; } = "";

    /// <summary>The line that waited for an agent or a place and was closed.</summary>
    public Guid? WaitingLine { get; init; }

    /// <summary>Version of the cell after it: another one means that something changed since.</summary>
    public long CellVersion { get; set; }

    /// <summary>"restored", "changed" or "full" once undone.</summary>
    public string? Outcome { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<DisruptedCell>(b =>
    {
        b.ToTable("DisruptedCells");
        b.HasKey(c => new { c.Tenant, c.DisruptionId, c.ChildId, c.Unit, c.Date });
        b.HasIndex(c => new { c.Tenant, c.ChildId, c.Date });
        b.Property(c => c.Unit).HasMaxLength(64);
        b.Property(c => c.Seats).HasMaxLength(500);
        b.Property(c => c.Outcome).HasMaxLength(16);
        b.ComplexProperty(c => c.Before, before => before.Property(s => s.Reason).HasMaxLength(64));
    });
}
