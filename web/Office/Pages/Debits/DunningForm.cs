using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Ui;

namespace Preau.Office.Pages.Debits;

/// <summary>Steps of dunning of a cash office; texts, so that what was typed comes back.</summary>
public sealed class DunningForm
{
    public List<DunningStepForm> Steps { get; set; } = [];

    [Setting<DunningRules>(nameof(DunningRules.Least), ByHand = true)]
    public string? Least { get; set; } = "5";

    [Setting<DunningRules>(nameof(DunningRules.Grace), ByHand = true)]
    public string? Grace { get; set; } = "3";

    [Setting<DunningRules>(nameof(DunningRules.Help), ByHand = true)]
    public string? Help { get; set; }

    /// <summary>Empty: bookings are never stopped.</summary>
    [Setting<DunningRules>(nameof(DunningRules.StopAfter), ByHand = true)]
    public string? StopAfter { get; set; }

    [Setting<DunningRules>(nameof(DunningRules.StopLeast), ByHand = true)]
    public string? StopLeast { get; set; } = "50";

    [Setting<DunningRules>(nameof(DunningRules.StopItself), ByHand = true)]
    public bool StopItself { get; set; }

    public static DunningForm Of(JsonElement? part)
    {
        var form = new DunningForm();
        if (part is { ValueKind: JsonValueKind.Object } value)
        {
            string? Text(JsonElement of, string name) =>
                of.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found.ToString() : null;
            (form.Least, form.Grace, form.Help) = ((Text(value, "least") ?? "5").Replace('.', ','), Text(value, "grace") ?? "3", Text(value, "help"));
            (form.StopAfter, form.StopLeast) = (Text(value, "stopAfter"), (Text(value, "stopLeast") ?? "50").Replace('.', ','));
            form.StopItself = value.TryGetProperty("stopItself", out var itself) && itself.ValueKind == JsonValueKind.True;
            form.Steps = [.. value.GetProperty("steps").EnumerateArray().Select(s => new DunningStepForm
            {
                Label = Text(s, "label"), Days = Text(s, "days"), Text = Text(s, "text"),
                HandOver = s.TryGetProperty("handOver", out var over) && over.ValueKind == JsonValueKind.True,
            })];
        }

        // One empty row to add a step.
        form.Steps.Add(new DunningStepForm());
        return form;
    }

    /// <summary>Null to take the part away; a step without a name is left out, unless something was just typed into it.</summary>
    public object? Read(JsonElement? kept, ModelStateDictionary state)
    {
        var shown = Of(kept);
        TellLostSteps(shown, state);
        var steps = Steps.Where(s => !string.IsNullOrWhiteSpace(s.Label)).ToList();
        if (steps.Count == 0)
        {
            if (Typed.Differs((shown.Least, Least), (shown.Grace, Grace), (shown.Help, Help), (shown.StopAfter, StopAfter), (shown.StopLeast, StopLeast))
                || (StopItself && !shown.StopItself))
            {
                state.AddModelError("Dunning.Steps[0].Label", "Décrivez une étape : sans elle, rien de ce que vous avez écrit ici ne serait gardé.");
            }

            return null;
        }

        if (!FrenchNumber.TryRead(Least, out var least) || least < 0)
        {
            state.AddModelError("Dunning.Least", "Une somme en euros, par exemple 5.");
        }

        if (!int.TryParse(Grace, NumberStyles.None, CultureInfo.InvariantCulture, out var grace))
        {
            state.AddModelError("Dunning.Grace", "Un nombre de jours.");
        }

        var stopAfter = 0;
        if (!string.IsNullOrWhiteSpace(StopAfter) && !int.TryParse(StopAfter, NumberStyles.None, CultureInfo.InvariantCulture, out stopAfter))
        {
            state.AddModelError("Dunning.StopAfter", "Un nombre de jours, ou rien.");
        }

        if (!FrenchNumber.TryRead(StopLeast, out var stopLeast) || stopLeast < 0)
        {
            state.AddModelError("Dunning.StopLeast", "Une somme en euros, par exemple 50.");
        }

        foreach (var wrong in steps.Where(s => !int.TryParse(s.Days, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            state.AddModelError($"Dunning.Steps[{Steps.IndexOf(wrong)}].Days", "Un nombre de jours après l’échéance.");
        }

        return new
        {
            steps = steps.Select(s => new
            {
                label = s.Label!.Trim(),
                days = int.TryParse(s.Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
                text = s.Text?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim() ?? "",
                handOver = s.HandOver,
            }).ToArray(),
            least,
            grace,
            help = Help.OrNull(),
            stopAfter = string.IsNullOrWhiteSpace(StopAfter) ? (int?)null : stopAfter,
            stopLeast,
            stopItself = StopItself,
        };
    }

    // A step without a name is none: what is written beside it would be lost.
    private void TellLostSteps(DunningForm shown, ModelStateDictionary state)
    {
        foreach (var (i, step) in Steps.Index().Where(s => string.IsNullOrWhiteSpace(s.Item.Label)))
        {
            var before = shown.Steps.ElementAtOrDefault(i) ?? new DunningStepForm();
            if (Typed.Differs((before.Days, step.Days), (before.Text, step.Text)) || (step.HandOver && !before.HandOver))
            {
                state.AddModelError($"Dunning.Steps[{i}].Label", "Donnez un nom à cette étape : sans lui, elle ne serait pas gardée.");
            }
        }
    }
}

public sealed class DunningStepForm
{
    [Setting<DunningStep>(nameof(DunningStep.Label), ByHand = true)]
    public string? Label { get; set; }

    [Setting<DunningStep>(nameof(DunningStep.Days), ByHand = true)]
    public string? Days { get; set; }

    [Setting<DunningStep>(nameof(DunningStep.Text), ByHand = true)]
    public string? Text { get; set; }

    [Setting<DunningStep>(nameof(DunningStep.HandOver), ByHand = true)]
    public bool HandOver { get; set; }
}
