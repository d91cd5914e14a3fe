using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Certificates;

internal static class ReadCertificates
{
    public static async Task<Results<Ok<CertificatesView>, ProblemHttpResult>> List(
        Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, Guid? family = null)
    {
        var (payer, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var today = (await BillingRules.InForceAsync(cache, db, ct)).Rules.Today(clock);
        var made = await db.Certificates.AsNoTracking().Where(c => c.Payer == payer).OrderByDescending(c => c.At).ToListAsync(ct);
        var years = (await db.Payments.Where(p => p.Payer == payer).Select(p => p.Date).Distinct().ToListAsync(ct)).Select(d => d.Year).Distinct()
            .Where(y => today >= ReadyOn(y)).OrderDescending().ToArray();
        return TypedResults.Ok(new CertificatesView(
            [.. made.Select(c => new CertificateSummary(c.Id, c.Kind, c.Number, Label(c), c.At, Euros.Of(c.Cents)))], years, ReadyOn(today.Year)));
    }

    public static async Task<Results<Ok<CertificateView>, ProblemHttpResult>> Get(Guid id, Caller caller, BillingDb db, CancellationToken ct)
    {
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        return certificate is null || !await Invoicing.GetInvoice.MayReadAsync(db, caller, certificate.Payer, ct) ? Problems.NotFound()
            : TypedResults.Ok(JsonSerializer.Deserialize<CertificateView>(certificate.Document)!);
    }

    public static async Task<Results<Ok<CertificateView>, ProblemHttpResult>> Make(
        MakeCertificate body, Caller caller, BillingDb db, CertificateMaker maker, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var (payer, problem) = await FamilyAccess.ResolveAsync(caller, body.Family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (from, until) = (body.From!.Value, body.Until!.Value);
        if (from > until || until.DayNumber - from.DayNumber > 800 || from.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("period.invalid", "La période va d’un jour à un jour suivant, sur deux ans au plus.");
        }

        if (body.Kind == Certificate.Tax)
        {
            (from, until) = (new DateOnly(from.Year, 1, 1), new DateOnly(from.Year, 12, 31));
            if (rules.Today(clock) < ReadyOn(from.Year))
            {
                return Problems.Conflict("certificate.early", $"L’attestation fiscale de {from.Year} est prête le {French.Date(ReadyOn(from.Year))}.");
            }
        }

        if (!await db.KnownFamilies.AnyAsync(f => f.FamilyId == payer && f.Version > 0, ct))
        {
            return Problems.NotFound();
        }

        var made = await db.WriteAsync(token => maker.MakeAsync(body.Kind, payer, from, until, rules, token), ct);
        return made is null ? Problems.Conflict("certificate.empty", "Rien n’est à attester pour cette période.")
            : TypedResults.Ok(JsonSerializer.Deserialize<CertificateView>(made.Document)!);
    }

    /// <summary>2 January of the next year: the last payment of the year is in.</summary>
    public static DateOnly ReadyOn(int year) => new(year + 1, 1, 2);

    private static string Label(Certificate certificate) => certificate.Kind switch
    {
        Certificate.Tax => $"Attestation fiscale {certificate.From.Year}",
        Certificate.Payment => $"Attestation de paiement, du {French.Date(certificate.From)} au {French.Date(certificate.Until)}",
        _ => $"Attestation de présence, du {French.Date(certificate.From)} au {French.Date(certificate.Until)}",
    };
}
