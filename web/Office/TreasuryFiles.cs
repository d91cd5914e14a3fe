using System.Globalization;
using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office;

/// <summary>Files for the treasury and the accountant.</summary>
internal static class TreasuryFiles
{
    public static void MapTreasuryFiles(this WebApplication app)
    {
        app.MapGet("/tresor/{id:guid}/fichier", (Guid id, TitlesClient titles, Session session, HttpResponse response, CancellationToken ct) =>
            SendAsync(session.May(Permissions.Billing), () => titles.DownloadAsync(id, ct), response));
        app.MapGet("/relances/{id:guid}/lettre", (Guid id, DunningClient dunning, Session session, HttpResponse response, CancellationToken ct) =>
            SendAsync(session.May(Permissions.Billing) || session.May(Permissions.MoneyView), () => dunning.LetterAsync(id, ct), response));
        app.MapGet(
            "/relances/lettres", (string? regie, int? etape, string? date, bool? toutes, bool? rectoverso, DunningClient dunning, Session session,
                HttpResponse response, CancellationToken ct) =>
            SendAsync(
                session.May(Permissions.Billing) || session.May(Permissions.MoneyView),
                () => dunning.LettersAsync(regie, etape, Day(date), toutes == true, rectoverso == true, ct), response));
        app.MapGet("/tresor/comptabilite", (string? du, string? au, TitlesClient titles, Session session, HttpResponse response, CancellationToken ct) =>
            IsPeriod(du, au)
                ? SendAsync(session.May(Permissions.Billing) || session.May(Permissions.MoneyView), () => titles.AccountingAsync(null, Day(du), Day(au), ct),
                    response)
                // The page says beside the fields what is wrong with them.
                : Task.FromResult(Results.LocalRedirect($"~/tresor?du={Uri.EscapeDataString(du ?? "")}&au={Uri.EscapeDataString(au ?? "")}#t-c")));
    }

    private static async Task<IResult> SendAsync(bool may, Func<Task<(byte[] Bytes, string ContentType, string Name)>> read, HttpResponse response)
    {
        if (!may)
        {
            return Results.NotFound();
        }

        try
        {
            var (bytes, type, name) = await read();
            response.Headers.CacheControl = "no-store";
            return Results.File(bytes, type, name);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return Results.NotFound();
        }
    }

    /// <summary>What the accountant's file may span: from a day to another, two years at most.</summary>
    internal static bool IsPeriod(string? from, string? until) =>
        Day(from) is { } first && Day(until) is { } last && last >= first && last <= first.AddYears(2);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
