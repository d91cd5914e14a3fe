using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Ui;

namespace Preau.Office.Pages.Debits;

/// <summary>A cash office as the treasury's files name it; texts, so that what was typed comes back.</summary>
public sealed class PesForm
{
    [Setting<PesRules>(nameof(PesRules.Post), ByHand = true)]
    public string? Post { get; set; }

    [Setting<PesRules>(nameof(PesRules.Siret), ByHand = true)]
    public string? Siret { get; set; }

    [Setting<PesRules>(nameof(PesRules.Code), ByHand = true)]
    public string? Code { get; set; }

    [Setting<PesRules>(nameof(PesRules.Budget), ByHand = true)]
    public string? Budget { get; set; }

    [Setting<PesRules>(nameof(PesRules.Label), ByHand = true)]
    public string? Label { get; set; }

    [Setting<PesRules>(nameof(PesRules.Least), ByHand = true)]
    public string? Least { get; set; } = "15";

    /// <summary>One line for each unit: « restauration CANT 7067 ».</summary>
    [Setting<PesRules>(nameof(PesRules.Products), ByHand = true)]
    public string? Products { get; set; }

    public static PesForm Of(JsonElement? part)
    {
        if (part is not { ValueKind: JsonValueKind.Object } value)
        {
            return new PesForm();
        }

        string? Text(string name) => value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found.ToString() : null;
        var products = value.TryGetProperty("products", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(p =>
            $"{(p.GetProperty("unit").GetString() is { Length: > 0 } unit ? unit : "*")} {p.GetProperty("code").GetString()} "
                + $"{p.GetProperty("account").GetString()}")
            : [];
        return new PesForm
        {
            Post = Text("post"),
            Siret = Text("siret"),
            Code = Text("code"),
            Budget = Text("budget"),
            Label = Text("label"),
            Products = string.Join('\n', products),
            Least = (Text("least") ?? "15").Replace('.', ','),
        };
    }

    /// <summary>Null to take the part away; what can't be read is said beside its field.</summary>
    public object? Read(JsonElement? kept, ModelStateDictionary state)
    {
        if (string.IsNullOrWhiteSpace(Post))
        {
            var shown = Of(kept);
            if (Typed.Differs((shown.Siret, Siret), (shown.Code, Code), (shown.Budget, Budget), (shown.Label, Label), (shown.Products, Products),
                (shown.Least, Least)))
            {
                state.AddModelError("Pes.Post", "Écrivez le codique du poste : sans lui, rien de ce que vous avez écrit ici ne serait gardé.");
            }

            return null;
        }

        if (!FrenchNumber.TryRead(Least, out var least) || least < 0)
        {
            state.AddModelError("Pes.Least", "Une somme en euros, par exemple 15.");
        }

        var rows = (Products ?? "").Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(r => r.Length > 0).ToList();
        if (rows.Find(r => r.Length != 3) is { } wrong)
        {
            state.AddModelError("Pes.Products", $"« {string.Join(' ', wrong)} » : écrivez l’unité, le code produit et le compte, séparés par une espace.");
        }

        return new
        {
            post = Plain(Post),
            siret = Plain(Siret),
            code = Plain(Code),
            budget = Plain(Budget),
            label = Label?.Trim() ?? "",
            products = rows.Where(r => r.Length == 3).Select(r => new { unit = r[0] == "*" ? "" : r[0], code = r[1].ToUpperInvariant(), account = r[2] })
                .ToArray(),
            least,
        };
    }

    private static string Plain(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
