using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Accounts;
using Preau.Billing.Invoicing;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Documents;

/// <summary>Invoices, receipts, statements, certificates and deposit slips as PDF, for those who may read them on screen.</summary>
internal static class GetPapers
{
    private const string Pdf = "application/pdf";

    /// <summary>As on the day of issue: what is said of the treasury's dates doesn't change with the day it is printed.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Invoice(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, IConfiguration configuration, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var issued = await db.Invoices.Where(i => i.Id == id).Select(i => (DateOnly?)i.Date).SingleOrDefaultAsync(ct);
        var detail = issued is { } day ? await GetInvoice.ReadAsync(db, rules, id, day, ct, since: false) : null;
        if (detail is null || !await GetInvoice.MayReadAsync(db, caller, detail.Invoice.Family, ct))
        {
            return Problems.NotFound();
        }

        return TypedResults.File(InvoiceDocument.Draw(detail, PageOf(db, configuration, detail)), Pdf, NameOf(detail));
    }

    /// <summary>Where the code on an invoice leads: its own page to pay.</summary>
    internal static string PageOf(BillingDb db, IConfiguration configuration, InvoiceDetail invoice) =>
        $"{Portal(configuration)}/{db.CurrentTenant}/factures/{invoice.Invoice.Id}/payer";

    internal static string NameOf(InvoiceDetail invoice) => $"{(invoice.Invoice.Kind == "credit" ? "Avoir" : "Facture")}-{invoice.Invoice.Number}.pdf";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Receipt(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var detail = await ReadPayments.DetailAsync(db, rules, id, ct);
        if (detail is null || !await GetInvoice.MayReadAsync(db, caller, detail.Payment.Family, ct))
        {
            return Problems.NotFound();
        }

        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == detail.Payment.Family, ct);
        var (issuer, siret) = Issuer(rules, detail.Payment.Office, detail.Payment.OfficeLabel);
        return File(ReceiptDocument.Draw(detail, issuer, siret, [detail.Payment.Payer, .. family?.AddressLines() ?? []]), $"Recu-{detail.Payment.Number}");
    }

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Certificate(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        return certificate is null || !await GetInvoice.MayReadAsync(db, caller, certificate.Payer, ct) ? Problems.NotFound()
            : File(CertificateDocument.Draw(JsonSerializer.Deserialize<CertificateView>(certificate.Document)!, rules.Zone),
                $"Attestation-{certificate.Number}");
    }

    /// <summary>The statement of a school year, of the account's one issuer or of the first of several.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Statement(
        Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, int? year = null, Guid? family = null)
    {
        if (year is < 2000 or > 2100)
        {
            return Problems.Invalid("year.invalid", "Une année scolaire commence entre 2000 et 2100.");
        }

        var (payer, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var statement = await GetStatement.ReadAsync(db, rules, payer, year, clock, ct);
        var known = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == payer, ct);
        var offices = rules.CashOffices.Values.Where(o => statement.Lines.Any(l => l.CashOffice == o.Label))
            .OrderBy(o => o.Label, StringComparer.Ordinal).ToList();
        var issuer = offices.FirstOrDefault() ?? rules.CashOffices.Values.OrderBy(o => o.Label, StringComparer.Ordinal).FirstOrDefault();
        // Of several offices, the commune's lines stand without the name of one of them.
        string[] head = offices.Count > 1 ? [.. issuer!.Head.Skip(1)] : issuer?.Head ?? [""];
        var notices = offices.Select(o => o.Notice).OfType<string>().Distinct().ToArray();
        return File(
            StatementDocument.Draw(
                statement, rules.Today(clock), head, issuer?.Collecting?.Siret, [known?.Name ?? "", .. known?.AddressLines() ?? []], known?.Number, notices),
            $"Releve-{statement.Year}-{statement.Year + 1}");
    }

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Deposit(Guid id, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        if ((await Deposits.Get(id, db, cache, ct)).Result is not Ok<DepositView> { Value: { } view })
        {
            return Problems.NotFound();
        }

        var (issuer, siret) = Issuer((await BillingRules.InForceAsync(cache, db, ct)).Rules, view.Office, view.OfficeLabel);
        return File(DepositSlipDocument.Draw(view, issuer, siret), $"Bordereau-{view.Number}");
    }

    private static (string[] Lines, string? Siret) Issuer(BillingRules rules, string office, string label)
    {
        var known = rules.CashOffices.GetValueOrDefault(office);
        return (known?.Head ?? [label], known?.Collecting?.Siret);
    }

    private static string Portal(IConfiguration configuration) =>
        (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');

    private static FileContentHttpResult File(byte[] pdf, string name) => TypedResults.File(pdf, Pdf, name + ".pdf");
}
