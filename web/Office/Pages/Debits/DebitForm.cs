using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;

namespace Preau.Office.Pages.Debits;

/// <summary>Direct debit of a cash office as a form; texts, so that what was typed comes back.</summary>
public sealed class DebitForm
{
    [Setting<DebitRules>(nameof(DebitRules.Creditor), ByHand = true)]
    public string? Creditor { get; set; }

    [Setting<DebitRules>(nameof(DebitRules.CreditorId), ByHand = true)]
    public string? CreditorId { get; set; }

    [Setting<DebitRules>(nameof(DebitRules.Iban), ByHand = true)]
    public string? Iban { get; set; }

    [Setting<DebitRules>(nameof(DebitRules.Bic), ByHand = true)]
    public string? Bic { get; set; }

    [Setting<DebitRules>(nameof(DebitRules.Version), ByHand = true)]
    public string Form { get; set; } = "08";

    [Setting<DebitRules>(nameof(DebitRules.Label), ByHand = true)]
    public string? Label { get; set; } = "Facture";

    [Setting<DebitRules>(nameof(DebitRules.NoticeDays), ByHand = true)]
    public string? NoticeDays { get; set; } = "14";

    [Setting<DebitRules>(nameof(DebitRules.StopAfter), ByHand = true)]
    public string? StopAfter { get; set; } = "2";

    public static DebitForm Of(JsonElement? part)
    {
        if (part is not { ValueKind: JsonValueKind.Object } value)
        {
            return new DebitForm();
        }

        string? Text(string name) => value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found.ToString() : null;
        return new DebitForm
        {
            Creditor = Text("creditor"),
            CreditorId = Text("creditorId"),
            Iban = Text("iban"),
            Bic = Text("bic"),
            Form = Text("version") ?? "08",
            Label = Text("label") ?? "Facture",
            NoticeDays = Text("noticeDays") ?? "14",
            StopAfter = Text("stopAfter") ?? "2",
        };
    }

    /// <summary>Null to take the part away; what can't be read is said beside its field.</summary>
    public object? Read(JsonElement? kept, ModelStateDictionary state)
    {
        if (string.IsNullOrWhiteSpace(Creditor))
        {
            var shown = Of(kept);
            if (Typed.Differs((shown.CreditorId, CreditorId), (shown.Iban, Iban), (shown.Bic, Bic), (shown.Form, Form), (shown.Label, Label),
                (shown.NoticeDays, NoticeDays), (shown.StopAfter, StopAfter)))
            {
                state.AddModelError("Debit.Creditor", "Nommez le créancier : sans lui, rien de ce que vous avez écrit ici ne serait gardé.");
            }

            return null;
        }

        return new
        {
            creditor = Creditor.Trim(),
            creditorId = Plain(CreditorId),
            iban = Plain(Iban),
            bic = string.IsNullOrWhiteSpace(Bic) ? null : Plain(Bic),
            version = Form,
            label = Label?.Trim() ?? "",
            noticeDays = Number(NoticeDays, "Debit.NoticeDays", state),
            stopAfter = Number(StopAfter, "Debit.StopAfter", state),
        };
    }

    private static string Plain(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    private static int Number(string? text, string field, ModelStateDictionary state)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        state.AddModelError(field, "Un nombre entier.");
        return 0;
    }
}
