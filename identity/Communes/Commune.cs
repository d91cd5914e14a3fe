using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
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

    public DateTime ChangedAt { get; set; }

    /// <summary>Section "tenant" as its file would say it now, the operator's choice of state included.</summary>
    public JsonObject Section()
    {
        var section = JsonNode.Parse(Document)!.AsObject();
        if (StateOverride is { } state)
        {
            section["state"] = JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
        }

        return section;
    }

    internal static void Map(ModelBuilder model) => model.Entity<Commune>(b =>
    {
        b.ToTable("Communes");
        b.HasKey(c => c.Slug);
        b.Property(c => c.Slug).HasMaxLength(64);
        b.Property(c => c.Document).HasMaxLength(-1);
    });
}
