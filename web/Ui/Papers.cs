using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Preau.Ui.Clients;

namespace Preau.Ui;

/// <summary>Invoices, receipts, certificates and slips as PDF, for whom the service lets read them.</summary>
public static class Papers
{
    /// <param name="route">With {id}: "/factures/{id:guid}/pdf".</param>
    /// <param name="kind">"invoices", "payments", "certificates" or "deposits".</param>
    public static void MapPaper(this IEndpointRouteBuilder app, string route, string kind) =>
        app.MapGet(route, async (Guid id, OnlinePaymentClient papers, HttpResponse response, CancellationToken ct) =>
        {
            try
            {
                var (bytes, type, name) = await papers.PaperAsync(kind, id, ct);
                response.Headers.CacheControl = "no-store";
                response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
                return Results.File(bytes, type, name);
            }
            catch (ApiProblem problem) when (problem.Status is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
            {
                return Results.NotFound();
            }
        });
}
