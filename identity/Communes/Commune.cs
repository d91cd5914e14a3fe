using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Identity.Communes;

/// <summary>A commune of the platform: the "tenant" section of its file, and what the operator has set since.</summary>
public sealed class Commune
{
    public required string Slug { get; set; }

    /// <summary>JSON of the section, as imported.</summary>
    public required string Document { get; set; }

    /// <summary>The operator's choice; it outlives an import of the file.</summary>
    public TenantState? StateOverride { get; set; }

    /// <summary>What the commune's agents chose on screen; it outlives an import of the file.</summary>
    public bool? SecondFactorOverride { get; set; }

    /// <summary>Sections of the other services that the commune began with; null for one that came by its file.</summary>
    public string? Sections { get; set; }

    /// <summary>Of the state last told to the services; 0 when nothing was told.</summary>
    public long Version { get; set; }

    /// <summary>An archived commune is deleted then.</summary>
    public DateTime? EraseAt { get; set; }

    public DateTime ChangedAt { get; set; }

    public TenantChanged Event(TenantState state, DateTime at) => new(Slug, at, Version, state, Sections ?? "{}");

    /// <summary>Section "tenant" as its file would say it now, the operator's choice of state included.</summary>
    public JsonObject Section()
    {
        var section = JsonNode.Parse(Document)!.AsObject();
        if (StateOverride is { } state)
        {
            section["state"] = JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
        }

        if (SecondFactorOverride is { } factor)
        {
            section["secondFactor"] = factor;
        }

        return section;
    }

    internal static void Map(ModelBuilder model) => model.Entity<Commune>(b =>
    {
        b.ToTable("Communes");
        b.HasKey(c => c.Slug);
        b.Property(c => c.Slug).HasMaxLength(64);
        b.Property(c => c.Document).HasMaxLength(-1);
        b.Property(c => c.Sections).HasMaxLength(-1);
        b.Property(c => c.ChangedAt).IsConcurrencyToken();
    });
}
