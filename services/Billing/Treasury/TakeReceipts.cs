using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Treasury;

/// <summary>
/// POST /titles/receipts/upload?office: what the treasury reports paid, a CSV with debt
/// number, amount and date. Each line is known by what it says, so the same
/// report again changes nothing; numbers that no bordereau holds are listed.
/// </summary>
internal static class TakeReceipts
{
    private const int MaxSize = 10 * 1024 * 1024;

    private sealed record Row(int Line, string Debt, long Cents, DateOnly Date, int No);

    public static async Task<Results<Ok<TreasuryReportView>, ProblemHttpResult>> Handle(
        string? office, HttpRequest request, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (office is null || !rules.CashOffices.ContainsKey(office))
        {
            return Problems.NotFound();
        }

        if (await TextFile.ReadAsync(request.Body, ct) is not { } text || text.Length > MaxSize)
        {
            return Problems.Invalid("report.unreadable", "Ce fichier n’est pas un CSV lisible, ou dépasse 10 Mo.");
        }

        var (rows, wrong, problem) = Read(text, rules.Today(clock));
        return problem is not null ? Problems.Invalid("report.columns", problem)
            : TypedResults.Ok(await db.WriteAsync(token => TakeAsync(office, rows, wrong, caller.Name, db, clock, token), ct));
    }

    private static async Task<TreasuryReportView> TakeAsync(
        string office, List<Row> rows, List<string> wrong, string by, BillingDb db, TimeProvider clock, CancellationToken ct)
    {
        var debts = rows.Select(r => r.Debt).Distinct().ToList();
        var pieces = await db.TitlePieces.Where(p => p.CashOffice == office && debts.Contains(p.DebtNumber)).ToDictionaryAsync(p => p.DebtNumber, ct);
        foreach (var piece in await HandedOverOtherwiseAsync(office, [.. debts.Where(d => !pieces.ContainsKey(d))], db, ct))
        {
            db.TitlePieces.Add(piece);
            pieces.Add(piece.DebtNumber, piece);
        }

        var receipts = await db.TreasuryReceipts.Where(r => r.CashOffice == office && debts.Contains(r.DebtNumber)).ToListAsync(ct);
        var known = receipts.Select(r => (r.DebtNumber, r.Date, r.Cents, r.No)).ToHashSet();
        var fresh = rows.Where(r => pieces.ContainsKey(r.Debt) && !known.Contains((r.Debt, r.Date, r.Cents, r.No))).ToList();
        foreach (var row in fresh)
        {
            var receipt = new TreasuryReceipt
            {
                CashOffice = office,
                DebtNumber = row.Debt,
                Date = row.Date,
                Cents = row.Cents,
                No = row.No,
                At = clock.UtcNow(),
                By = by
            };
            db.TreasuryReceipts.Add(receipt);
            receipts.Add(receipt);
        }

        var settled = 0;
        foreach (var piece in fresh.Select(r => r.Debt).Distinct().Select(d => pieces[d]))
        {
            var was = piece.PaidOn;
            var all = receipts.Where(r => r.DebtNumber == piece.DebtNumber).OrderBy(r => r.Date).ToList();
            piece.PaidCents = all.Sum(r => r.Cents);
            piece.PaidOn = PaidOn(all, piece.Cents);
            piece.Version++;
            settled += was is null && piece.PaidOn is not null ? 1 : 0;
        }

        var unknown = debts.Where(d => !pieces.ContainsKey(d)).ToArray();
        return new TreasuryReportView(fresh.Count, Euros.Of(fresh.Sum(r => r.Cents)), settled, rows.Count(r => pieces.ContainsKey(r.Debt)) - fresh.Count,
            unknown, [.. wrong]);
    }

    // Titles made before Préau wrote the file, or by another program: the debt number says which invoice it is.
    private static async Task<List<TitlePiece>> HandedOverOtherwiseAsync(string office, List<string> debts, BillingDb db, CancellationToken ct)
    {
        var found = new List<TitlePiece>();
        foreach (var debt in debts.Where(d => d.Length == 10))
        {
            var (year, seq) = (int.Parse(debt[..4], CultureInfo.InvariantCulture), long.Parse(debt[4..], CultureInfo.InvariantCulture));
            var invoice = await db.Invoices.Where(i => i.CashOffice == office && i.Year == year && i.Seq == seq && i.Kind == InvoiceKind.Invoice)
                .Select(i => i.Id).FirstOrDefaultAsync(ct);
            if (invoice != Guid.Empty && await db.Entries.FirstOrDefaultAsync(e => e.Source == invoice && e.Kind == EntryKind.Title, ct) is { } title)
            {
                found.Add(new TitlePiece { InvoiceId = invoice, SlipId = Guid.Empty, CashOffice = office, DebtNumber = debt, Cents = -title.Cents });
            }
        }

        return found;
    }

    // The first day on which all that is known by then reaches the debt; a sum taken back counts against it.
    private static DateOnly? PaidOn(List<TreasuryReceipt> receipts, long cents)
    {
        if (receipts.Sum(r => r.Cents) < cents)
        {
            return null;
        }

        var sum = 0L;
        return receipts.First(r => (sum += r.Cents) >= cents).Date;
    }

    private static (List<Row> Rows, List<string> Wrong, string? Problem) Read(string text, DateOnly today)
    {
        var lines = text.Split('\n').Select(l => l.Trim('\r', ' ')).ToArray();
        var separator = lines.Length > 0 && lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var header = lines.Length == 0 ? [] : lines[0].Split(separator).Select(h => PlainLetters.Of(h.Trim('"', ' ')).ToLowerInvariant()).ToArray();
        int Column(params string[] names) => Array.FindIndex(header, h => Array.Exists(names, n => h.Contains(n, StringComparison.Ordinal)));
        var (debt, amount, date, state) = (Column("dette", "reference"), Column("montant", "amount"), Column("date"), Column("etat", "state"));
        if (debt < 0 || amount < 0 || date < 0)
        {
            return ([], [], "La première ligne doit nommer les colonnes : numéro de dette, montant, date.");
        }

        var (rows, wrong, seen) = (new List<Row>(), new List<string>(), new Dictionary<(string, DateOnly, long), int>());
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            var cells = lines[i].Split(separator).Select(c => c.Trim('"', ' ', '\u00A0')).ToArray();
            string At(int column) => column >= 0 && column < cells.Length ? cells[column] : "";
            if (Reason(At(debt), At(amount), At(date), today, out var cents, out var day) is { } reason)
            {
                wrong.Add($"Ligne {i + 1} : {reason}");
                continue;
            }

            // Only what is paid: a report may list what is still open.
            if (state >= 0 && At(state) is { Length: > 0 } word && !PlainLetters.Of(word).StartsWith("pay", StringComparison.OrdinalIgnoreCase)
                && !PlainLetters.Of(word).StartsWith("regl", StringComparison.OrdinalIgnoreCase)
                && !PlainLetters.Of(word).StartsWith("encaiss", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var key = (At(debt), day, cents);
            seen[key] = seen.GetValueOrDefault(key) + 1;
            rows.Add(new Row(i + 1, At(debt), cents, day, seen[key]));
        }

        return (rows, wrong, null);
    }

    private static string? Reason(string debt, string amount, string date, DateOnly today, out long cents, out DateOnly day)
    {
        (cents, day) = (0, default);
        var plain = amount.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal)
            .Replace("\u202F", "", StringComparison.Ordinal).Replace("€", "", StringComparison.Ordinal).Replace(',', '.');
        if (debt.Length is 0 or > 15 || !debt.All(char.IsAsciiDigit))
        {
            return "le numéro de dette n’est pas fait de chiffres.";
        }

        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var euros)
            || euros is 0 or > 1_000_000 or < -1_000_000 || !Euros.IsWhole(euros))
        {
            return "le montant est illisible.";
        }

        if (!DateOnly.TryParseExact(date, ["dd/MM/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day) || day > today
            || day < today.AddYears(-10))
        {
            return "la date est illisible, à venir ou vieille de plus de dix ans.";
        }

        cents = Euros.Cents(euros);
        return null;
    }
}
