using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>A draft that was voted becomes a version: the one before ends the day before it begins.</summary>
internal static class Publish
{
    public static async Task<Results<Ok<BillingSettingsView>, ValidationProblem, ProblemHttpResult>> Handle(
        string key, PublishTariff body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var (version, rules) = await BillingRules.InForceAsync(cache, db, ct);
        if (rules.Tariffs.FirstOrDefault(t => t.Key == key) is not { } tariff)
        {
            return Problems.NotFound();
        }

        if (version != body.BasedOn)
        {
            return Problems.Conflict("settings.changed", "Ces réglages ont été modifiés entre-temps : rechargez la page.");
        }

        if (tariff.Draft is not { } draft)
        {
            return Problems.Conflict("draft.missing", "Il n’y a pas de brouillon à publier.");
        }

        if (draft.Decision is not { Number.Length: > 0 })
        {
            return Problems.Invalid("decision.missing", "Sans numéro de délibération, la version reste un brouillon.");
        }

        if (tariff.Versions.Any(v => v.From >= draft.From))
        {
            return Problems.Invalid("version.order", $"Une version commence déjà le {Figures.Day(tariff.Versions.Max(v => v.From))} : choisissez une date plus tardive.");
        }

        var document = JsonNode.Parse((await db.LatestDocumentAsync(BillingRules.Section, ct))!.Value.GetRawText())!.AsObject();
        var written = document["tariffs"]!.AsArray().First(t => (string)t!["key"]! == key)!.AsObject();
        var versions = written["versions"]!.AsArray();
        if (tariff.Versions is [.., { } last] && (last.Until is null || last.Until >= draft.From))
        {
            versions[^1]!["until"] = draft.From.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var voted = written["draft"]!.DeepClone();
        written.Remove("draft");
        versions.Add(voted);
        return await SaveSettings.Handle(new SaveBillingSettings(version, JsonSerializer.SerializeToElement(document)), caller, db, cache, clock, ct);
    }
}
