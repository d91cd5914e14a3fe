using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;

namespace Preau.Billing.Tariffs;

internal static class GetSettings
{
    public static async Task<Ok<BillingSettingsView>> Handle(BillingDb db, CancellationToken ct)
    {
        var latest = await db.Settings.AsNoTracking().Where(s => s.Section == BillingRules.Section).OrderByDescending(s => s.Version).FirstOrDefaultAsync(ct);
        using var document = JsonDocument.Parse(latest?.Document ?? "{}");
        return TypedResults.Ok(new BillingSettingsView(latest?.Version ?? 0, latest?.At, latest?.By, document.RootElement.Clone()));
    }
}
