using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Cells;

/// <summary>An explanation, kept once however many days share it; never changed, as its key is the hash of its text.</summary>
public sealed class Why : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string Id { get; set; }

    public required string Text { get; set; }

    public static Why Of(PriceWhy why)
    {
        var text = JsonSerializer.Serialize(why);
        return new Why { Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)), Text = text };
    }

    public static PriceWhy Read(string? text) => text is null ? new PriceWhy("", []) : JsonSerializer.Deserialize<PriceWhy>(text)!;

    internal static void Map(ModelBuilder model) => model.Entity<Why>(b =>
    {
        b.ToTable("Whys");
        b.HasKey(w => new { w.Tenant, w.Id });
        b.Property(w => w.Id).HasMaxLength(32);
        b.Property(w => w.Text).HasMaxLength(-1);
    });
}
