using System.Diagnostics;
using Preau.Billing.DirectDebit;
using Preau.Billing.Documents;
using Preau.Billing.Tests.Documents;

namespace Preau.Benchmarks;

/// <summary>Papers and files of a month, without the database: what drawing and writing them costs by itself.</summary>
internal static class Files
{
    public static Task MeasureAsync(BenchOptions options, Report report)
    {
        var process = Process.GetCurrentProcess();
        var clock = Stopwatch.StartNew();
        long bytes = 0, peak = 0;
        var count = options.Quick ? 10 : 500;
        for (var i = 1; i <= count; i++)
        {
            bytes += InvoiceDocument.Draw(Papers.Invoice(i), "https://preau.example/biviers/factures/" + i).Length;
            process.Refresh();
            peak = Math.Max(peak, process.WorkingSet64);
        }

        report.Add($"{count} invoices as PDF", "<= 10 s, <= 200 MB",
            Report.Invariant(
                $"{clock.Elapsed.TotalSeconds:0.0} s, {process.TotalProcessorTime.TotalSeconds:0.0} s CPU with start, {bytes / count / 1024} kB each, {peak / 1_048_576} MB RSS"));
        var debits = Enumerable.Range(1, options.Quick ? 100 : 10_000).Select(i =>
            new Debit($"AL-2027-{i}", 100 + i, $"BIV-{i}-1", new DateOnly(2026, 9, 14), $"DUPONT Élodie {i}", "FR7630006000011234567890189")).ToArray();
        clock.Restart();
        var file = Pain008.Write(
            new DebitMessage("AL-2027-01", new DateTime(2026, 12, 20, 9, 30, 0, DateTimeKind.Utc), "Commune", "21380045500017", "FR72ZZZ123456",
                "FR7630006000011234567890189", null, "Facture"),
            DebitSelection.Of(new DateOnly(2027, 1, 5), debits), PainVersion.V08);
        report.Add($"{debits.Length} debits chosen and written", "<= 5 s", Report.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s, {file.Length / 1024} kB"));
        return Task.CompletedTask;
    }
}
