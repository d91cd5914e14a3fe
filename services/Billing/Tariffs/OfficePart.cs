using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>One part of a cash office ("directDebit", "pes"…) read and replaced in the commune's document; everything else of it stays as written.</summary>
internal static class OfficePart
{
    public static async Task<Ok<OfficePartsView>> Get(BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var inForce = await BillingRules.InForceAsync(cache, db, ct);
        return TypedResults.Ok(new OfficePartsView(inForce.Version,
            [.. inForce.Rules.CashOffices.Values.OrderBy(o => o.Label, StringComparer.Ordinal).Select(o => new OfficeParts(
            o.Key, o.Label, o.Mode == CashMode.Title ? "title" : "regie", Json(o.DirectDebit), Json(o.Pes),
            Json(o.Dunning), Json(o.Prepaid), Json(o.Collecting), Json(o.Due)))]));
    }

    public static async Task<Results<Ok<SectionView>, ProblemHttpResult>> Save(
        string key, string part, SaveOfficePart body, Caller caller, SettingsSection<BillingDb> section, BillingDb db, TimeProvider clock, CancellationToken ct)
    {
        var root = await db.LatestDocumentAsync(BillingRules.Section, ct) is { } stored ? JsonNode.Parse(stored.GetRawText()) as JsonObject : null;
        var office = (root?["cashOffices"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(o => (string?)o["key"] == key);
        if (office is null || !OfficeParts.Names.Contains(part))
        {
            return Problems.NotFound();
        }

        if (body.Value is { ValueKind: not JsonValueKind.Null } value)
        {
            office[part] = JsonNode.Parse(value.GetRawText());
        }
        else
        {
            office.Remove(part);
        }

        return await SettingsRoutes.SaveAsync(new SaveSection(body.BasedOn, JsonSerializer.SerializeToElement(root)), section, db, caller, clock, ct);
    }

    private static JsonElement? Json<T>(T? part) where T : class => part is null ? null : JsonSerializer.SerializeToElement(part, BillingRules.Json);
}
