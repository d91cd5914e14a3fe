using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;

namespace Preau.Office;

/// <summary>Words of disruptions.</summary>
internal static class DisruptionText
{
    /// <summary>What becomes of booked days, as one chooses it.</summary>
    public static readonly SelectListItem[] Effects =
    [
        new("Excusés : non facturés, on peut encore réserver", "Excuse"),
        new("Fermés : non facturés, plus de réservation possible", "Close"),
        new("Maintenus, mais l’accueil change : les familles sont prévenues", "Reduced"),
    ];

    /// <summary>« 4 familles prévenues, 1 à appeler »: who has an address is told, who has none is not.</summary>
    public static string Reached(int families, DisruptedChild[] list)
    {
        var call = ToCall(list).Length;
        return French.Count(families - call, "famille prévenue", "familles prévenues") + (call > 0 ? $", {French.Number(call)} à appeler" : "");
    }

    /// <summary>Households nobody could write to, once each.</summary>
    public static (Guid Id, string Name)[] ToCall(DisruptedChild[] list) =>
        [.. list.Where(c => c.ToCall).Select(c => (c.FamilyId, c.FamilyName)).Distinct().OrderBy(c => c.FamilyName, StringComparer.CurrentCulture)];

    public static string Effect(DisruptionEffect effect) => effect switch
    {
        DisruptionEffect.Excuse => "Jours excusés, non facturés",
        DisruptionEffect.Close => "Fermé : jours excusés, plus de réservation",
        _ => "Accueil modifié",
    };

    public static (string Text, string Tone) Outcome(string? outcome) => outcome switch
    {
        "restored" => ("Rétabli", "ok"),
        "changed" => ("Changé depuis, laissé tel quel", "wait"),
        "full" => ("Place prise depuis, resté excusé", "bad"),
        _ => ("", ""),
    };
}
