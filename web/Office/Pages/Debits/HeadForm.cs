using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Ui;

namespace Preau.Office.Pages.Debits;

/// <summary>What the papers of a cash office begin and end with, and how it is paid at its counter; texts, so that what was typed comes back.</summary>
public sealed class HeadForm
{
    public static readonly IReadOnlyList<(string Method, string Label)> All =
    [
        (PayMethods.Cheque, "Chèque"), (PayMethods.Cash, "Espèces"), (PayMethods.Transfer, "Virement"), (PayMethods.Card, "Carte bancaire au guichet"),
        (PayMethods.CesuPaper, "CESU papier"), (PayMethods.CesuElectronic, "CESU en ligne"),
        (PayMethods.Ancv, "Chèques-vacances (ANCV)"), (PayMethods.ThirdParty, "Aide d’un tiers"),
    ];

    /// <summary>One line each.</summary>
    [Setting<Collecting>(nameof(Collecting.Address), ByHand = true)]
    public string? Address { get; set; }

    [Setting<Collecting>(nameof(Collecting.Siret), ByHand = true)]
    public string? Siret { get; set; }

    [Setting<Collecting>(nameof(Collecting.Phone), ByHand = true)]
    public string? Phone { get; set; }

    [Setting<Collecting>(nameof(Collecting.Email), ByHand = true)]
    public string? Email { get; set; }

    [Setting<Collecting>(nameof(Collecting.Hours), ByHand = true)]
    public string? Hours { get; set; }

    [Setting<Collecting>(nameof(Collecting.ChequeOrder), ByHand = true)]
    public string? ChequeOrder { get; set; }

    [Setting<Collecting>(nameof(Collecting.Methods), ByHand = true)]
    public string[] Methods { get; set; } = [];

    [Setting<Collecting>(nameof(Collecting.Threshold), ByHand = true)]
    public string? Threshold { get; set; }

    [Setting<Collecting>(nameof(Collecting.CashFloat), ByHand = true)]
    public string? CashFloat { get; set; }

    /// <summary>One line each.</summary>
    [Setting<Collecting>(nameof(Collecting.Mentions), ByHand = true)]
    public string? Mentions { get; set; }

    public static HeadForm Of(JsonElement? part)
    {
        JsonElement? Get(string name) => part is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found)
            && found.ValueKind != JsonValueKind.Null ? found : null;
        string[]? List(string name) => Get(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(e => e.GetString() ?? "")] : null;
        return new HeadForm
        {
            Address = string.Join('\n', List("address") ?? []),
            Siret = Get("siret")?.GetString(),
            Phone = Get("phone")?.GetString(),
            Email = Get("email")?.GetString(),
            Hours = Get("hours")?.GetString(),
            ChequeOrder = Get("chequeOrder")?.GetString(),
            Methods = List("methods") ?? [PayMethods.Cheque, PayMethods.Cash, PayMethods.Transfer],
            Threshold = French.Plain(Get("threshold")?.GetDecimal() ?? 0),
            CashFloat = French.Plain(Get("cashFloat")?.GetDecimal() ?? 0),
            Mentions = string.Join('\n', List("mentions") ?? []),
        };
    }

    /// <summary>The whole part: what the form doesn't show of it (vouchers) stays as it was. What can't be read is said beside its field.</summary>
    public object Read(JsonElement? kept, ModelStateDictionary state)
    {
        var part = kept is { ValueKind: JsonValueKind.Object } value
            ? value.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => (object)p.Value) : [];
        Set("address", Lines(Address));
        Set("siret", Plain(Siret));
        Set("phone", Text(Phone));
        Set("email", Text(Email));
        Set("hours", Text(Hours));
        Set("chequeOrder", Text(ChequeOrder));
        Set("mentions", Lines(Mentions));
        part["methods"] = Methods;
        part["threshold"] = Euros(Threshold, "Head.Threshold");
        part["cashFloat"] = Euros(CashFloat, "Head.CashFloat");
        return part;

        void Set(string name, object? to)
        {
            if (to is null)
            {
                part.Remove(name);
            }
            else
            {
                part[name] = to;
            }
        }

        decimal Euros(string? text, string field)
        {
            if (!FrenchNumber.TryRead(text is { Length: > 0 } ? text : "0", out var euros) || euros < 0)
            {
                state.AddModelError(field, "Une somme en euros, par exemple 15 ou 4,50.");
            }

            return euros;
        }
    }

    private static string[]? Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines ? lines : null;

    private static string? Text(string? text) => text?.Trim() is { Length: > 0 } some ? some : null;

    private static string? Plain(string? text) => Text(string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))));
}
