using Microsoft.EntityFrameworkCore;
using Preau.Platform.Watching;

namespace Preau.Identity;

/// <summary>What an operator watches of Identity.</summary>
internal static class IdentityFigures
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddFigure<IdentityDb>("preau.letters.waiting", "{mail}", "Courriels de compte à envoyer (liens, invitations)",
            (db, _, ct) => db.Letters.LongCountAsync(ct));
        services.AddFigure<IdentityDb>("preau.signins.refused", "{attempt}", "Connexions refusées depuis une heure",
            (db, now, ct) => RefusedSince(db, now.AddHours(-1), ct));
    }

    private static Task<long> RefusedSince(IdentityDb db, DateTime from, CancellationToken ct) =>
        db.SignInRecords.LongCountAsync(
            r => r.At >= from && (r.Result == AccessResult.WrongPassword || r.Result == AccessResult.WrongCode || r.Result == AccessResult.Locked),
            ct);
}
