using Preau.Ui.Clients;

namespace Preau.Families;

/// <summary>Invoices, receipts and certificates as PDF, for the family they were made for.</summary>
static class PaymentFiles
{
    public static void MapPaymentFiles(this WebApplication app)
    {
        app.MapGet("/factures/{id:guid}/pdf", (Guid id, OnlinePaymentClient papers, HttpResponse response, CancellationToken ct) => OpenAsync("invoices", id, papers, response, ct));
        app.MapGet("/recus/{id:guid}", (Guid id, OnlinePaymentClient papers, HttpResponse response, CancellationToken ct) => OpenAsync("payments", id, papers, response, ct));
        app.MapGet("/attestations/{id:guid}/pdf", (Guid id, OnlinePaymentClient papers, HttpResponse response, CancellationToken ct) => OpenAsync("certificates", id, papers, response, ct));
    }

    private static async Task<IResult> OpenAsync(string kind, Guid id, OnlinePaymentClient papers, HttpResponse response, CancellationToken ct)
    {
        try
        {
            var (bytes, type, name) = await papers.PaperAsync(kind, id, ct);
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return Results.File(bytes, type, name);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return Results.NotFound();
        }
    }
}
