using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>Days that are booked together: from when and by whom, until when, and the wishes before.</summary>
internal sealed class PeriodForm
{
    [Setting<PeriodDocument>(nameof(PeriodDocument.Label), Missing = "Donnez un nom à la période, par exemple « Vacances d’hiver ».")]
    public string? Label { get; set; }

    [Setting<PeriodDocument>(nameof(PeriodDocument.First), Missing = "Indiquez le premier jour du service.")]
    public DateOnly? First { get; set; }

    [Setting<PeriodDocument>(nameof(PeriodDocument.Last), Missing = "Indiquez le dernier jour du service.")]
    public DateOnly? Last { get; set; }

    public List<OpeningForm> Opens { get; set; } = [];

    [Setting<PeriodDocument>(nameof(PeriodDocument.Closes))]
    public DateTime? Closes { get; set; }

    public bool HasWishes { get; set; }

    [Setting<WishesDocument>(nameof(WishesDocument.From))]
    public DateTime? WishesFrom { get; set; }

    [Setting<WishesDocument>(nameof(WishesDocument.Until))]
    public DateTime? WishesUntil { get; set; }

    /// <summary>"time" or "lottery".</summary>
    [Setting<WishesDocument>(nameof(WishesDocument.Tie))]
    public string Tie { get; set; } = "time";

    [Setting<WishesDocument>(nameof(WishesDocument.SiblingsTogether))]
    public bool SiblingsTogether { get; set; }

    public List<CriterionForm> Criteria { get; set; } = [];

    public static PeriodForm Of(JsonNode? period)
    {
        var form = new PeriodForm
        {
            Opens = OpeningForm.Of(period?["opens"]),
            HasWishes = period?["wishes"] is not null,
            Criteria = CriterionForm.Of(period?["wishes"]?["criteria"]),
        };
        SettingForm.Read<PeriodDocument>(form, period);
        SettingForm.Read<WishesDocument>(form, period?["wishes"]);
        return form;
    }

    /// <summary>All its moments so many days later, for the same families.</summary>
    public void Shift(int days)
    {
        (First, Last, Closes) = (First?.AddDays(days), Last?.AddDays(days), Closes?.AddDays(days));
        (WishesFrom, WishesUntil) = (WishesFrom?.AddDays(days), WishesUntil?.AddDays(days));
        foreach (var opening in Opens)
        {
            (opening.At, opening.Was) = (opening.At?.AddDays(days), null);
        }

        foreach (var criterion in Criteria)
        {
            criterion.Was = null;
        }
    }

    /// <param name="others">The other periods of the same rule set or service.</param>
    public void Check(ModelStateDictionary state, IEnumerable<JsonObject> others)
    {
        if (First is { } first && Last is { } last)
        {
            if (last < first)
            {
                state.AddModelError("Input.Last", $"Le dernier jour vient avant le premier : choisissez à partir du {French.DayOfMonth(first)}.");
            }
            else if (others.FirstOrDefault(o => o.Day("first") <= last && first <= o.Day("last")) is { } other)
            {
                state.AddModelError("Input.First",
                    $"Ces jours sont en partie dans « {other.Text("label")} », "
                        + $"{French.Period(other.Day("first")!.Value, other.Day("last")!.Value, DateOnly.MinValue)} : un jour n’a qu’une période.");
            }
        }

        foreach (var (opening, i) in Opens.Select((o, i) => (o, i)).Where(o => !o.o.IsBlank))
        {
            if (opening.At is null)
            {
                state.AddModelError($"Input.Opens[{i}].At", "Indiquez le jour et l’heure de cette ouverture.");
            }
            else if (opening.At >= Closes)
            {
                state.AddModelError($"Input.Opens[{i}].At", "Cette ouverture vient après la fin des réservations.");
            }
            else if (HasWishes && opening.At <= WishesUntil)
            {
                state.AddModelError($"Input.Opens[{i}].At", "Cette ouverture vient avant la fin des souhaits : les places ne sont pas encore attribuées.");
            }
        }

        if (HasWishes)
        {
            CheckWishes(state);
        }
    }

    public JsonObject WriteTo(JsonObject period, ModelStateDictionary state)
    {
        SettingForm.Write<PeriodDocument>(this, period);
        var before = period["opens"] as JsonArray;
        period.Put("opens",
            new JsonArray([.. Opens.Where(o => !o.IsBlank).Select(o => o.WriteTo((o.Was is { } was ? before?.ElementAtOrDefault(was) : null).Copy()))]));
        if (!HasWishes)
        {
            period.Remove("wishes");
            return period;
        }

        var wishes = period["wishes"].Copy();
        SettingForm.Write<WishesDocument>(this, wishes);
        wishes.Put("criteria", CriterionForm.Write(Criteria, period["wishes"]?["criteria"], "Input.Criteria", state));
        period["wishes"] = wishes;
        return period;
    }

    /// <summary>What it comes to, sentence by sentence, as far as it is filled in.</summary>
    public IEnumerable<string> Sentences()
    {
        if (First is not { } first || Last is not { } last || last < first)
        {
            yield break;
        }

        yield return $"{(string.IsNullOrWhiteSpace(Label) ? "Période" : Label.Trim())}, {French.Period(first, last, DateOnly.MinValue)}.";
        if (HasWishes && WishesFrom is { } from && WishesUntil is { } until)
        {
            yield return $"Les familles envoient leurs souhaits du {French.Moment(from, DateOnly.MinValue)} au {French.Moment(until, DateOnly.MinValue)}. "
                + "Un souhait ne tient pas de place.";
            var words = CriterionForm.Words(Criteria);
            yield return $"Les places sont ensuite attribuées{(words.Length > 0 ? $" par points ({words})" : "")} ; à égalité, "
                + $"{(Tie == "lottery" ? "par tirage au sort" : "le souhait le plus ancien d’abord")}{(SiblingsTogether ? ", frères et sœurs ensemble" : "")}.";
        }

        List<OpeningForm> opens = [.. Opens.Where(o => o.At is not null).OrderBy(o => o.At)];
        foreach (var opening in opens)
        {
            yield return $"Réservations ouvertes le {French.Moment(opening.At!.Value, DateOnly.MinValue)} "
                + $"{(opening.For.IsEmpty ? "à toutes les familles" : $"aux familles qui {opening.For.Words}")}.";
        }

        if (opens.Count == 0)
        {
            yield return HasWishes
                ? "Réservations ouvertes à toutes les familles après l’attribution."
                : "Réservations ouvertes à toutes les familles dès maintenant.";
        }
        else if (opens.All(o => !o.For.IsEmpty))
        {
            yield return "Les autres familles ne réservent pas en ligne.";
        }

        yield return Closes is { } closes
            ? $"Dernière minute pour réserver : {French.Moment(closes, DateOnly.MinValue)}, en plus de la limite de chaque jour."
            : "Ensuite, seule compte la limite de chaque jour.";
    }

    private void CheckWishes(ModelStateDictionary state)
    {
        if (WishesFrom is null)
        {
            state.AddModelError("Input.WishesFrom", "Indiquez à partir de quand les souhaits s’envoient.");
        }

        if (WishesUntil is null)
        {
            state.AddModelError("Input.WishesUntil", "Indiquez jusqu’à quand les souhaits s’envoient.");
        }
        else if (WishesUntil <= WishesFrom)
        {
            state.AddModelError("Input.WishesUntil", "La fin des souhaits vient avant leur début.");
        }
        else if (First is { } first && DateOnly.FromDateTime(WishesUntil.Value) >= first)
        {
            state.AddModelError("Input.WishesUntil", $"Les souhaits finissent avant le premier jour de la période, le {French.DayOfMonth(first)}.");
        }
    }
}
