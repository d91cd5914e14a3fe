using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>GET /statement.csv: the statement of a school year as spreadsheets of France open it: semicolons, decimal comma, BOM.</summary>
internal static class GetStatementCsv
{
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, int? year = null, Guid? family = null)
    {
        if (year is < 2000 or > 2100)
        {
            return Problems.Invalid("year.invalid", "Une année scolaire commence entre 2000 et 2100.");
        }

        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var statement = await GetStatement.ReadAsync(db, (await BillingRules.InForceAsync(cache, db, ct)).Rules, familyId, year, clock, ct);
        var text = new StringBuilder("N° d’opération;Date;Description;Régie;Débit;Crédit\r\n");
        foreach (var line in statement.Lines)
        {
            text.AppendJoin(';', Cell(line.Number), line.Date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), Cell(line.Description),
                Cell(line.CashOffice), Euros(line.Debit), Euros(line.Credit)).Append("\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $";;Total;;{Euros(statement.Debit)};{Euros(statement.Credit)}\r\n");
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
        return TypedResults.File(bytes, "text/csv; charset=utf-8", $"releve-{statement.Year}-{statement.Year + 1}.csv");
    }

    // A leading sign would be a formula to a spreadsheet.
    internal static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(';', '"', '\n') >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Euros(decimal? amount) => amount is { } euros ? French.Plain(euros, 2) : "";
}
