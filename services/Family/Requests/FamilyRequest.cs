using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>A demande about the file: what a family wants changed, with what stood there, and what became of it (F-48, F-120).</summary>
public sealed class FamilyRequest : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>"D2026-00017".</summary>
    public required string Number { get; init; }

    public required Guid FamilyId { get; init; }

    /// <summary>Empty when it is not about one child.</summary>
    public required Guid ChildId { get; init; }

    /// <summary>Of <see cref="RequestForms"/>.</summary>
    public required string Form { get; init; }

    /// <summary>The front's key: the same one never asks twice.</summary>
    public required Guid Key { get; init; }

    public required string Author { get; init; }

    public required DateTime At { get; init; }

    public RequestStatus Status { get; set; }

    /// <summary>The rules of the commune answered all of it at once.</summary>
    public bool Automatic { get; set; }

    public string? Comment { get; init; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>Concurrency token: two agents can't decide the same request.</summary>
    public long Version { get; set; }

    public List<FamilyRequestLine> Lines { get; } = [];

    /// <summary>What the lines come to together.</summary>
    public void Conclude() =>
        Status = Lines.Exists(l => l.Accepted is null) ? RequestStatus.Pending
            : Lines.TrueForAll(l => l.Accepted == true) ? RequestStatus.Accepted
            : Lines.TrueForAll(l => l.Accepted == false) ? RequestStatus.Refused : RequestStatus.PartlyAccepted;

    internal static void Map(ModelBuilder model)
    {
        model.Entity<FamilyRequest>(b =>
        {
            b.ToTable("FamilyRequests");
            b.HasKey(r => new { r.Tenant, r.Id });
            b.Property(r => r.Id).ValueGeneratedNever();
            b.HasIndex(r => new { r.Tenant, r.FamilyId, r.Key }).IsUnique();
            b.HasIndex(r => new { r.Tenant, r.Number }).IsUnique();
            b.HasIndex(r => new { r.Tenant, r.FamilyId, r.At });
            b.HasIndex(r => new { r.Tenant, r.Status, r.At });
            b.Property(r => r.Number).HasMaxLength(32);
            b.Property(r => r.Form).HasMaxLength(32);
            b.Property(r => r.Comment).HasMaxLength(500);
            b.Property(r => r.Reason).HasMaxLength(500);
            b.Property(r => r.Version).IsConcurrencyToken();
            b.HasMany(r => r.Lines).WithOne().HasForeignKey(l => new { l.Tenant, l.RequestId });
        });
        model.Entity<FamilyRequestLine>(b =>
        {
            b.ToTable("FamilyRequestLines");
            b.HasKey(l => new { l.Tenant, l.Id });
            b.Property(l => l.Id).ValueGeneratedNever();
            b.HasIndex(l => new { l.Tenant, l.RequestId });
            b.Property(l => l.Field).HasMaxLength(80);
            b.Property(l => l.Label).HasMaxLength(160);
            b.Property(l => l.Old).HasMaxLength(1000);
            b.Property(l => l.New).HasMaxLength(1000);
            b.Property(l => l.Data).HasMaxLength(4000);
        });
        model.Entity<FamilyRequestCounter>(b =>
        {
            b.ToTable("FamilyRequestCounters");
            b.HasKey(c => new { c.Tenant, c.Year });
            b.Property(c => c.Year).ValueGeneratedNever();
        });
    }
}

/// <summary>One value of a request, before and after.</summary>
public sealed class FamilyRequestLine : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RequestId { get; init; }

    /// <summary>"guardian.mobile", "section.caf.numero", "person.add", "person.remove", "new.firstName", "school.school".</summary>
    public required string Field { get; init; }

    /// <summary>Guardian or child; empty for the household.</summary>
    public required Guid Of { get; init; }

    public required string Label { get; init; }

    /// <summary>As it is read; null where nothing stood, or where both are sealed.</summary>
    public string? Old { get; init; }

    public string? New { get; init; }

    /// <summary>Health or bank data: JSON of old and new, sealed under <see cref="Id"/>.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>Only agents with the health right read and decide it.</summary>
    public bool Health { get; init; }

    /// <summary>What to apply, where the text is not enough: a person as JSON, a contact's id.</summary>
    public string? Data { get; init; }

    /// <summary>Null while it waits.</summary>
    public bool? Accepted { get; set; }

    /// <summary>By rule, when it was sent.</summary>
    public bool Automatic { get; set; }
}

/// <summary>Numbers the requests of a commune within a year.</summary>
public sealed class FamilyRequestCounter : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required int Year { get; init; }

    public long Last { get; set; }

    /// <summary>The next number, "D2026-00017". Inside the transaction that uses it.</summary>
    public static async Task<string> NextAsync(FamilyDb db, int year, CancellationToken ct)
    {
        var counter = await db.Set<FamilyRequestCounter>().SingleOrDefaultAsync(c => c.Year == year, ct);
        if (counter is null)
        {
            counter = new FamilyRequestCounter { Year = year };
            db.Add(counter);
        }

        counter.Last++;
        // Two at once: the later one waits for the row, or meets the key and runs again.
        await db.SaveChangesAsync(ct);
        return string.Create(CultureInfo.InvariantCulture, $"D{year}-{counter.Last:00000}");
    }
}
