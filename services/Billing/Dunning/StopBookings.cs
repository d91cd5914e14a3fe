using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>An agent stops a household's bookings, with meals or without, and lifts the stop. Where the commune has no such rule nobody is stopped.</summary>
internal static class StopBookings
{
    public const string Help = "Ce qui est réservé reste réservé. Payez vos factures, ou dites votre difficulté sur le portail : un agent vous répond.";

    public static async Task<Results<NoContent, ProblemHttpResult>> Stop(
        Guid family, StopFamilyBookings body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.CashOffices.GetValueOrDefault(body.Office) is not { Dunning: { } dunning } office)
        {
            return Problems.NotFound();
        }

        if (dunning.StopAfter is null)
        {
            return Problems.Conflict("stop.off", "La commune ne suspend pas les réservations pour impayé : cela se décide dans les réglages de la régie.");
        }

        return await db.WriteAsync(async token =>
        {
            var one = (await DunningBook.CasesAsync(db, rules, office, rules.Today(clock), token, family)).SingleOrDefault();
            if (one is null || one.Owing.Cents <= 0)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.Conflict("stop.nothing", "Cette famille ne doit rien d’échu.");
            }

            if (one.Sleeps is not null)
            {
                return Problems.Conflict("stop.sleeps", "Un échéancier est tenu, ou une difficulté attend une réponse : les réservations restent ouvertes.");
            }

            if (await db.KnownFamilies.AnyAsync(f => f.FamilyId == family && f.IsThirdParty, token))
            {
                return Problems.NotFound();
            }

            var stop = await FindAsync(db, family, office.Key, token);
            (stop.CashOffice, stop.Stopped, stop.Meals, stop.Automatic, stop.SparedUntil) = (office.Key, true, body.Meals, false, null);
            (stop.Reason, stop.By) = (body.Reason.Trim(), caller.Name);
            var what = body.Meals ? "Les nouvelles réservations, repas compris, sont suspendues" : "Les nouvelles réservations sont suspendues, sauf les repas";
            stop.Tell(
                db, clock.UtcNow(), "Réservations suspendues",
                $"{what} : {French.Price(one.Owing.Cents / 100m)} de factures sont en retard. {stop.Reason}\n{Help}");
            return TypedResults.NoContent();
        }, ct);
    }

    /// <summary>Lifted by an agent: what is overdue today stops nothing by itself again.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Lift(
        Guid family, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.WriteAsync(async token =>
        {
            if (await db.BookingStops.SingleOrDefaultAsync(s => s.FamilyId == family && s.Stopped, token) is not { } stop)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            (stop.Stopped, stop.Meals, stop.SparedUntil, stop.By) = (false, false, rules.Today(clock), caller.Name);
            stop.Tell(db, clock.UtcNow(), "Réservations de nouveau ouvertes", "Un agent a levé la suspension : vous pouvez de nouveau réserver.");
            return TypedResults.NoContent();
        }, ct);
    }

    internal static async Task<BookingStop> FindAsync(BillingDb db, Guid family, string office, CancellationToken ct)
    {
        var stop = await db.BookingStops.SingleOrDefaultAsync(s => s.FamilyId == family, ct);
        if (stop is null)
        {
            stop = new BookingStop { FamilyId = family, CashOffice = office, Reason = "", By = "" };
            db.BookingStops.Add(stop);
        }

        return stop;
    }
}
