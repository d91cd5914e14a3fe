using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>GET and PUT /online/offices, POST /online/client: the contracts with the treasury, part of the commune's document.</summary>
internal static class OfficeSettings
{
    public static async Task<Ok<OnlineOfficesView>> Get(BillingDb db, SettingsCache cache, PayFipClient payFip, CancellationToken ct)
    {
        var inForce = await BillingRules.InForceAsync(cache, db, ct);
        return TypedResults.Ok(new OnlineOfficesView(inForce.Version, payFip.IsOpen,
            [.. inForce.Rules.CashOffices.Values.OrderBy(o => o.Label, StringComparer.Ordinal).Select(o => new OnlineOffice(
            o.Key, o.Label, o.Mode == CashMode.Title ? "title" : "regie", o.PayFip?.ClientNumber, o.PayFip?.Mode, o.PayFip?.DaysAfterDue ?? 30,
            o.PayFip?.Maximum ?? 100_000))]));
    }

    /// <summary>Says what the treasury answered in words an agent can act on.</summary>
    public static async Task<Ok<OnlineClientView>> Ask(AskOnlineClient body, PayFipClient payFip, CancellationToken ct)
    {
        if (!payFip.IsOpen)
        {
            return TypedResults.Ok(new OnlineClientView(false, "Cette installation ne parle à aucun service de paiement."));
        }

        var answer = await payFip.ClientAsync(body.ClientNumber, ct);
        return TypedResults.Ok(answer.Value is { } client
            ? new OnlineClientView(true,
                string.Join(", ", new[] { client.LibelleN1, client.LibelleN2, client.LibelleN3 }.Where(t => !string.IsNullOrWhiteSpace(t))))
            : new OnlineClientView(false, answer.Fault!.Code switch
            {
                "T1" => "Ce numéro est mal formé : six chiffres, comme sur le formulaire d’adhésion.",
                "T2" => "Le Trésor public ne connaît pas ce numéro.",
                "T4" => "Ce numéro existe, mais sans accès sécurisé : demandez l’ouverture du service web au comptable.",
                PayFipFault.Unreachable => "Le service de paiement ne répond pas : réessayez dans quelques minutes.",
                var code => $"Le Trésor public a répondu {code} : {answer.Fault.Libelle}",
            }));
    }

    public static async Task<Results<Ok<SectionView>, ProblemHttpResult>> Save(
        string key, SaveOnlineOffice body, Caller caller, SettingsSection<BillingDb> section, BillingDb db, TimeProvider clock, CancellationToken ct)
    {
        var stored = await db.Settings.AsNoTracking().Where(s => s.Section == BillingRules.Section).OrderByDescending(s => s.Version).FirstOrDefaultAsync(ct);
        var root = stored is null ? null : JsonNode.Parse(stored.Document) as JsonObject;
        if ((root?["cashOffices"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(o => (string?)o["key"] == key) is not { } office)
        {
            return Problems.NotFound();
        }

        if (body.ClientNumber is null)
        {
            office.Remove("payFip");
        }
        else
        {
            var contract = office["payFip"] as JsonObject ?? [];
            (contract["clientNumber"], contract["daysAfterDue"], contract["maximum"]) = (body.ClientNumber, body.DaysAfterDue, body.Maximum);
            if (body.Mode is { } mode)
            {
                contract["mode"] = mode;
            }
            else
            {
                contract.Remove("mode");
            }

            office["payFip"] = contract;
        }

        return await SettingsRoutes.SaveAsync(new SaveSection(body.BasedOn, JsonSerializer.SerializeToElement(root)), section, db, caller, clock, ct);
    }
}
