using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>A demande: what a family asked at one moment, and what became of it. The audited object (F-48, F-120).</summary>
public sealed class Request : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>"2026-04790".</summary>
    public required string Number { get; init; }

    public required Guid FamilyId { get; init; }

    /// <summary>The front's key: the same one never books twice.</summary>
    public required Guid Key { get; init; }

    public required string Author { get; init; }

    /// <summary>An agent acted in the family's name (F-120).</summary>
    public bool ByAgent { get; init; }

    public required DateTime At { get; init; }

    public RequestStatus Status { get; set; }

    /// <summary>"booking", "cancellation", "absence" or "mixed".</summary>
    public required string Type { get; init; }

    public string? Comment { get; init; }

    /// <summary>Why an agent set a rule aside in the family's name.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>At least one line was asked after its deadline.</summary>
    public bool Late { get; set; }

    /// <summary>The rules of the commune answered all of it at once.</summary>
    public bool Automatic { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>Why it was refused, in the agent's words.</summary>
    public string? Reason { get; set; }

    /// <summary>Counts the decisions told to others: version of PlanningRequestDecided.</summary>
    public long Decisions { get; set; }

    /// <summary>Version of the commune's rules that answered.</summary>
    public long SettingsVersion { get; init; }

    /// <summary>Concurrency token: two agents can't decide the same request.</summary>
    public long Version { get; set; }

    public List<RequestLine> Lines { get; } = [];

    public List<RequestHistory> History { get; } = [];

    /// <param name="line">The one line it is about; null for the request as a whole.</param>
    public void Note(DateTime at, string by, string text, Guid? line = null)
    {
        History.Add(new RequestHistory { Tenant = Tenant, RequestId = Id, At = at, By = by, Text = text, LineId = line });
        Version++;
    }

    /// <summary>What the lines come to together.</summary>
    public void Conclude()
    {
        var decided = Lines.Where(l => l.Outcome != LineOutcome.Unchanged).ToList();
        Status = Lines.Any(l => l.Waits) ? RequestStatus.Pending
            : Lines.Any(l => l.Accepted is null) ? RequestStatus.Waiting
            : decided.Count > 0 && decided.All(l => l.TakenBack) ? RequestStatus.Cancelled
            : decided.All(l => l.Accepted == true) ? RequestStatus.Accepted
            : decided.All(l => l.Accepted == false) ? RequestStatus.Refused
            : RequestStatus.PartlyAccepted;
    }

    internal static void Map(ModelBuilder model) => model.Entity<Request>(b =>
    {
        b.ToTable("Requests");
        b.HasKey(r => new { r.Tenant, r.Id });
        b.Property(r => r.Id).ValueGeneratedNever();
        b.HasIndex(r => new { r.Tenant, r.FamilyId, r.Key }).IsUnique();
        b.HasIndex(r => new { r.Tenant, r.Number }).IsUnique();
        b.HasIndex(r => new { r.Tenant, r.FamilyId, r.At });
        b.HasIndex(r => new { r.Tenant, r.Status, r.At });
        b.Property(r => r.Number).HasMaxLength(32);
        b.Property(r => r.Type).HasMaxLength(32);
        b.Property(r => r.Comment).HasMaxLength(500);
        b.Property(r => r.Reason).HasMaxLength(500);
        b.Property(r => r.OverrideReason).HasMaxLength(500);
        b.Property(r => r.Version).IsConcurrencyToken();
        b.HasMany(r => r.Lines).WithOne().HasForeignKey(l => new { l.Tenant, l.RequestId });
        b.HasMany(r => r.History).WithOne().HasForeignKey(h => new { h.Tenant, h.RequestId });
    });
}

/// <summary>The trace: who did what with a request, and when.</summary>
public sealed class RequestHistory : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = RisingId.Next();

    public required Guid RequestId { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required string Text { get; init; }

    /// <summary>The one line it is about; null for the request as a whole.</summary>
    public Guid? LineId { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<RequestHistory>(b =>
    {
        b.ToTable("RequestHistory");
        b.HasKey(h => new { h.Tenant, h.Id });
        b.Property(h => h.Id).ValueGeneratedNever();
        b.HasIndex(h => new { h.Tenant, h.RequestId });
        b.Property(h => h.Text).HasMaxLength(1000);
    });
}
