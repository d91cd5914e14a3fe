using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

public enum DebitFileState
{
    /// <summary>Written; the bank doesn't have it yet.</summary>
    Ready,
    /// <summary>Given to the bank: on its day the money is posted.</summary>
    Sent,
    Collected,
    Cancelled,
}

/// <summary>A pain.008 as it was written, sealed since it holds account numbers. Its history says who took it, which is every opening of them.</summary>
public sealed class DebitFile : ITenantOwned
{
    public const string Series = "P";

    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    /// <summary>"AL-P-2026-3".</summary>
    public required string MessageId { get; set; }

    /// <summary>"02" or "08".</summary>
    public required string Form { get; set; }

    public DateOnly On { get; set; }

    public int Count { get; set; }

    public long Cents { get; set; }

    public DebitFileState State { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public string History { get; set; } = "[]";

    public long Version { get; set; } = 1;

    public void Tell(string what, string by, DateTime at)
    {
        var steps = JsonSerializer.Deserialize<List<RunStep>>(History)!;
        steps.Add(new RunStep(what, by, at));
        History = JsonSerializer.Serialize(steps);
        Version++;
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<DebitFile>(b =>
        {
            b.ToTable("DebitFiles");
            b.HasKey(f => new { f.Tenant, f.Id });
            b.Property(f => f.CashOffice).HasMaxLength(64);
            b.Property(f => f.MessageId).HasMaxLength(35);
            b.Property(f => f.Form).HasMaxLength(2);
            b.Property(f => f.State).HasMaxLength(16);
            b.Property(f => f.History).HasMaxLength(-1);
            b.Property(f => f.Version).IsConcurrencyToken();
            b.HasIndex(f => new { f.Tenant, f.CashOffice, f.MessageId }).IsUnique();
            b.HasIndex(f => new { f.Tenant, f.State, f.On });
        });
        model.Entity<DebitFileContent>(b =>
        {
            b.ToTable("DebitFileContents");
            b.HasKey(c => new { c.Tenant, c.FileId });
            b.Property(c => c.Sealed).HasMaxLength(-1);
        });
    }
}

/// <summary>The bytes, apart: lists never read them.</summary>
public sealed class DebitFileContent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FileId { get; set; }

    public required byte[] Sealed { get; set; }
}
