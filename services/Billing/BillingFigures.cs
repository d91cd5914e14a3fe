using Preau.Billing.Invoicing;
using Preau.Billing.OnlinePayment;
using Preau.Platform.Watching;

namespace Preau.Billing;

/// <summary>What an operator watches of Billing.</summary>
internal static class BillingFigures
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddFigure<BillingDb>("preau.payments.pending", "{payment}", "Paiements en ligne dont le résultat n’est pas connu",
            (db, _, ct) => db.CountOverAllAsync<PayAttempt>(a => a.State == AttemptState.Waiting, ct));
        services.AddFigure<BillingDb>("preau.payments.oldest", "s", "Âge du plus ancien de ces paiements",
            (db, now, ct) => db.AgeOverAllAsync<PayAttempt>(a => a.State == AttemptState.Waiting, a => a.CreatedAt, now, ct));
        services.AddFigure<BillingDb>(
            "preau.payments.contradicted", "{payment}", "Paiements que le Trésor annonce autrement que demandé : un agent doit regarder",
            (db, _, ct) => db.CountOverAllAsync<PayAttempt>(a => a.State == AttemptState.Alarm, ct));
        services.AddFigure<BillingDb>("preau.runs.issuing", "{run}", "Facturations en cours d’émission",
            (db, _, ct) => db.CountOverAllAsync<Run>(r => r.State == RunState.Issuing, ct));
    }
}
