using Preau.Contracts.Api;

namespace Preau.Office;

/// <summary>Words of disruptions.</summary>
static class DisruptionText
{
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
