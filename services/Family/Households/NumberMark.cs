using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>
/// The highest number of a file that is gone: it was on letters and invoices, and stands for nobody else. Files that are there need no mark.
/// </summary>
public sealed class NumberMark : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string Highest { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<NumberMark>(b =>
    {
        b.ToTable("NumberMarks");
        b.HasKey(m => m.Tenant);
        b.Property(m => m.Highest).HasMaxLength(32).IsConcurrencyToken();
    });
}
