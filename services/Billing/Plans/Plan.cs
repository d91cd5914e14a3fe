using Preau.Platform;

namespace Preau.Billing.Plans;

/// <summary>Two to four dates agreed with a payer. Kept or broken follows from what was paid by each date.</summary>
public sealed class Plan : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    /// <summary>What was open when it was agreed.</summary>
    public long Cents { get; set; }

    /// <summary>Days and cents, as JSON.</summary>
    public string Dates { get; set; } = "[]";

    /// <summary>Ids of the invoices it spreads, as JSON.</summary>
    public string Invoices { get; set; } = "[]";

    public string? Note { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    /// <summary>Cancelled by an agent, or replaced.</summary>
    public DateTime? EndedAt { get; set; }

    public long Version { get; set; } = 1;
}

internal sealed record PlanDate(DateOnly On, long Cents);
