using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Imports;

public enum ImportState
{
    /// <summary>Read and shown; nothing written.</summary>
    Draft,
    Running,
    Done,
    Undoing,
    Undone,
}

/// <summary>A file of families, children or quotients: read, mapped, checked, and only then
/// written, row by row, by a worker that goes on after a kill.</summary>
public sealed class ImportRun : ITenantOwned
{
    internal static readonly TimeSpan Regret = TimeSpan.FromHours(24);

    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string FileName { get; init; }

    /// <summary>"UTF-8, séparé par « ; »": how it was read.</summary>
    public required string ReadAs { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public ImportState State { get; set; }

    /// <summary>JSON array of the headers.</summary>
    public required string Header { get; init; }

    /// <summary>JSON array: for each column its target, empty where it is left aside.</summary>
    public required string Mapping { get; set; }

    /// <summary>School of every child, for a file of one school.</summary>
    public string? School { get; set; }

    /// <summary>Families that are not known are created; off for a file of quotients.</summary>
    public bool Creates { get; set; }

    public int Rows { get; init; }

    public int Written { get; set; }

    public int Families { get; set; }

    public int Children { get; set; }

    public int Updated { get; set; }

    /// <summary>Lines of which something stayed when the run was taken back: others had changed it.</summary>
    public int Kept { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    /// <summary>Two replicas never write one run at the same time.</summary>
    public int Step { get; set; }

    public string[] Headers => JsonSerializer.Deserialize<string[]>(Header)!;

    public string[] Targets => JsonSerializer.Deserialize<string[]>(Mapping)!;

    internal static void Map(ModelBuilder model)
    {
        model.Entity<ImportRun>(b =>
        {
            b.ToTable("ImportRuns");
            b.HasKey(r => new { r.Tenant, r.Id });
            b.Property(r => r.Id).ValueGeneratedNever();
            b.Property(r => r.Header).HasMaxLength(-1);
            b.Property(r => r.Mapping).HasMaxLength(-1);
            b.Property(r => r.Step).IsConcurrencyToken();
            b.HasIndex(r => r.State);
            b.Ignore(r => r.Headers);
            b.Ignore(r => r.Targets);
        });
        model.Entity<ImportRow>(b =>
        {
            b.ToTable("ImportRows");
            b.HasKey(r => new { r.Tenant, r.RunId, r.Line });
            b.Property(r => r.Cells).HasMaxLength(-1);
            b.Property(r => r.Choice).HasMaxLength(40);
            b.Property(r => r.Trace).HasMaxLength(-1);
            b.Property(r => r.Problem).HasMaxLength(500);
            b.Ignore(r => r.Values);
        });
    }
}

/// <summary>One line of the file, as it was read and as an agent corrected it.</summary>
public sealed class ImportRow : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid RunId { get; init; }

    /// <summary>As the file counts: the header is line 1.</summary>
    public required int Line { get; init; }

    /// <summary>JSON array of the cells.</summary>
    public required string Cells { get; set; }

    /// <summary>An agent's answer: a child's id, "new" or "skip".</summary>
    public string? Choice { get; set; }

    public bool IsWritten { get; set; }

    /// <summary>JSON: what it made and changed, to take it back.</summary>
    public string? Trace { get; set; }

    /// <summary>Why it was left aside at the moment of writing.</summary>
    public string? Problem { get; set; }

    public string[] Values => JsonSerializer.Deserialize<string[]>(Cells)!;
}
