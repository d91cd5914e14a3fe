using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Pages;

/// <summary>Moments in words, by the commune's clock.</summary>
internal static class Waiting
{
    private static readonly TimeZoneInfo Mainland = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>When one may try again after too many failures.</summary>
    public static string Sentence(DateTime untilUtc, CommuneNow? commune, TimeProvider clock)
    {
        var zone = commune is null ? Mainland : TimeZoneInfo.FindSystemTimeZoneById(commune.Facts.TimeZone);
        // Rounded up to the minute: at the hour told, the door is open.
        var until = untilUtc.ToLocal(zone).AddSeconds(59);
        var today = DateOnly.FromDateTime(clock.LocalNow(zone));
        var hour = French.Hour(new TimeOnly(until.Hour, until.Minute));
        return $"Trop d’essais avec cet identifiant. Réessayez à partir de {hour}{(DateOnly.FromDateTime(until) == today ? "" : " demain")}, ou choisissez un nouveau mot de passe avec « Mot de passe oublié ? ».";
    }

    /// <summary>« jeudi 26 novembre à 12 h », for the operator: mainland time.</summary>
    public static string Moment(DateTime utc) => French.Moment(utc.ToLocal(Mainland));
}
