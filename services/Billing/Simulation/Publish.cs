using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>A draft that was voted becomes a version: the one before ends the day before it begins.</summary>
internal static class Publish
{
    public static async Task<Results<Ok<SectionView>, ProblemHttpResult>> Handle(
        string key, PublishTariff body, Caller caller, SettingsSection<BillingDb> section, BillingDb db, SettingsCache cache, TimeProvider clock,
        CancellationToken ct)
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

        var (least, why) = await EarliestAsync(db, rules, tariff, rules.Today(clock), ct);
        if (draft.From < least)
        {
            return Problems.Invalid(
                "version.early", $"Le {French.Date(draft.From)} est trop tôt\u00A0: {why}. Choisissez le {French.Date(least)} ou un jour plus tardif.");
        }

        if (tariff.Versions.Any(v => v.From >= draft.From))
        {
            return Problems.Invalid("version.order",
                $"Une version commence déjà le {French.Date(tariff.Versions.Max(v => v.From))} : choisissez une date plus tardive.");
        }

        if (await UnpricedAsync(db, tariff, draft, ct) is { } unpriced)
        {
            return unpriced;
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
        return await SettingsRoutes.SaveAsync(new SaveSection(version, JsonSerializer.SerializeToElement(document)), section, db, caller, clock, ct);
    }

    // Families read of a supplement where they book late: a version that has none would leave it unbilled.
    private static async Task<ProblemHttpResult?> UnpricedAsync(BillingDb db, Tariff tariff, TariffVersion draft, CancellationToken ct)
    {
        var units = tariff.Units;
        var dearer = draft is not { Late: null, IsPackage: false } ? null
            : await db.KnownUnits.AsNoTracking().Where(u => u.LateSurcharge && units.Contains(u.Unit)).OrderBy(u => u.Label).FirstOrDefaultAsync(ct);
        return dearer is null ? null : Problems.Invalid(
            "late.unpriced", $"« {dearer.Label} » ({dearer.ServiceLabel}) se réserve après la limite avec un supplément, "
            + "mais cette version n’en dit pas le montant. "
            + "Écrivez-le à « Réservé en retard », ou changez d’abord la réponse après la limite dans les règles du service.");
    }

    // A price is of days still to be billed, in years that the commune has here.
    private static async Task<(DateOnly Day, string Why)> EarliestAsync(BillingDb db, BillingRules rules, Tariff tariff, DateOnly today, CancellationToken ct)
    {
        var units = tariff.Units;
        var billed = await db.BilledLines.Where(l => units.Contains(l.Unit)).MaxAsync(l => (DateOnly?)l.Date, ct);
        var first = SchoolYear.Begin(rules.Tariffs.SelectMany(t => t.Versions).Select(v => v.From).Append(today).Min());
        return billed is { } last && last >= first
            ? (last.AddDays(1), $"des jours de ce tarif sont facturés jusqu’au {French.Date(last)}")
            : (first, "la commune n’a pas d’année scolaire avant");
    }
}
