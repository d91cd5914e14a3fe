using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Invoicing;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Documents;

/// <summary>Invoices, receipts, certificates and deposit slips as PDF, for those who may read them on screen.</summary>
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
        if (detail is null || !GetInvoice.MayRead(caller, detail.Invoice.Family))
        {
            return Problems.NotFound();
        }

        return TypedResults.File(InvoiceDocument.Draw(detail, PageOf(db, configuration, detail)), Pdf, NameOf(detail));
    }

    /// <summary>Where the code on an invoice leads: its own page to pay.</summary>
    internal static string PageOf(BillingDb db, IConfiguration configuration, InvoiceDetail invoice) =>
        $"{Portal(configuration)}/{db.CurrentTenant}/factures/{invoice.Invoice.Id}/payer";

    internal static string NameOf(InvoiceDetail invoice) => $"{(invoice.Invoice.Kind == "credit" ? "Avoir" : "Facture")}-{invoice.Invoice.Number}.pdf";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Receipt(Guid id, Caller caller, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var detail = await ReadPayments.DetailAsync(db, rules, id, ct);
        if (detail is null || !GetInvoice.MayRead(caller, detail.Payment.Family))
        {
            return Problems.NotFound();
        }

        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == detail.Payment.Family, ct);
        var (issuer, siret) = Issuer(rules, detail.Payment.Office, detail.Payment.OfficeLabel);
        return File(ReceiptDocument.Draw(detail, issuer, siret, [detail.Payment.Payer, .. family?.AddressLines() ?? []]), $"Recu-{detail.Payment.Number}");
    }

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Certificate(Guid id, Caller caller, BillingDb db, CancellationToken ct)
    {
        var certificate = await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        return certificate is null || !GetInvoice.MayRead(caller, certificate.Payer) ? Problems.NotFound()
            : File(CertificateDocument.Draw(JsonSerializer.Deserialize<CertificateView>(certificate.Document)!), $"Attestation-{certificate.Number}");
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
        var collecting = rules.CashOffices.GetValueOrDefault(office)?.Collecting;
        return ([label, .. collecting?.Address ?? []], collecting?.Siret);
    }

    private static string Portal(IConfiguration configuration) => (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');

    private static FileContentHttpResult File(byte[] pdf, string name) => TypedResults.File(pdf, Pdf, name + ".pdf");
}
