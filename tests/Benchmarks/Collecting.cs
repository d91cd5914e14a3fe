using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.DemoTreasury;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>Money of a large town coming in: a file of debits through its routes, and parents
/// who all pay at once on a treasury that is slow to answer.</summary>
internal static class Collecting
{
    private const string Town = "biviers";
    private const string Office = "garderie-alsh";
    private const string Iban = "FR7630006000011234567890189";
    private static readonly DateOnly Due = new(2026, 12, 31);

    public static async Task DebitsAsync(BenchOptions options, Report report)
    {
        var count = options.Quick ? 100 : 10_000;
        await using var billing = await StartAsync(null);
        await FillAsync(billing, count, withMandates: true);
        using var agent = billing.Client(Tokens.Agent(Town, Permissions.Billing));
        var clock = Stopwatch.StartNew();
        var draft = await agent.GetAsAsync<DebitDraftView>($"/api/{Town}/billing/debits/draft?office={Office}&date={Due:yyyy-MM-dd}");
        report.Add($"{draft.Count} debits read before the file is made", "", Report.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s"));
        clock.Restart();
        var file = await agent.PostAsAsync<DebitFileView>($"/api/{Town}/billing/debits", new MakeDebits(Office, draft.On, draft.Count, draft.Amount));
        report.Add($"{file.Count} debits chosen, opened, written, sealed and kept, over HTTP", "<= 5 s",
            Report.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s"));
        if (file.Count != count)
        {
            throw new InvalidOperationException(Report.Invariant($"{file.Count} debits instead of {count}"));
        }
    }

    /// <summary>Ten minutes of a due date in one: every parent pays once, is told of twice at once and looks.</summary>
    public static async Task PayersAsync(BenchOptions options, Report report)
    {
        var span = TimeSpan.FromSeconds(options.Quick ? 3 : 60);
        await using var treasury = DemoTreasuryApp.Build(b => b.WebHost.UseUrls("http://127.0.0.1:0"));
        await treasury.StartAsync();
        var desk = treasury.Services.GetRequiredService<TreasuryDesk>();
        await using var billing = await StartAsync(treasury.Urls.First());
        var invoices = await FillAsync(billing, options.Crowd, withMandates: false);
        desk.Slowness = TimeSpan.FromMilliseconds(800);
        var (statuses, times) = (new ConcurrentBag<int>(), new ConcurrentBag<double>());
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(invoices.Select(async (invoice, i) =>
        {
            var due = span * i / invoices.Count;
            if (due - TimeProvider.System.GetElapsedTime(start) is var pause && pause > TimeSpan.Zero)
            {
                await Task.Delay(pause);
            }

            using var parent = billing.Client(Tokens.Guardian(Town, invoice.Payer));
            using var begun = await parent.PostAsJsonAsync($"/api/{Town}/billing/online/{invoice.Id}",
                new StartOnlinePayment("parent@example.test", "https://portail.example/biviers/paiements/{attempt}"));
            statuses.Add((int)begun.StatusCode);
            times.Add((TimeProvider.System.GetElapsedTime(start) - due).TotalMilliseconds);
            if (begun.IsSuccessStatusCode)
            {
                await PayAsync(billing, desk, parent, (await begun.Content.ReadFromJsonAsync<OnlineStarted>())!, statuses);
            }
        }));
        var took = TimeProvider.System.GetElapsedTime(start);
        var (payments, twice, open) = await billing.InTenantAsync(Town, async s =>
        {
            var db = s.GetRequiredService<BillingDb>();
            var payers = await db.Payments.Select(p => p.Payer).ToListAsync();
            return (payers.Count, payers.Count - payers.Distinct().Count(), await db.Entries.SumAsync(e => e.Cents));
        });
        var sorted = times.Order().ToList();
        report.Add($"{invoices.Count} parents pay within {span.TotalSeconds:0} s on a treasury that takes 0.8 s", "no double, no 5xx", Report.Invariant(
            $"{payments} payments, {twice} of them double, {open / 100m} EUR left open, {statuses.Count(s => s >= 500)} x 5xx of {statuses.Count} answers; begun p50 {sorted[sorted.Count / 2]:0} ms, p95 {sorted[(int)(sorted.Count * 0.95)]:0} ms; all done after {took.TotalSeconds:0} s"));
        if (payments != invoices.Count || twice != 0 || open != 0 || statuses.Any(s => s >= 500))
        {
            throw new InvalidOperationException(Report.Invariant($"{payments} payments for {invoices.Count} invoices"));
        }
    }

    // Paid on the treasury's page, told twice at once, and the browser comes back.
    private static async Task PayAsync(ServiceUnderTest billing, TreasuryDesk desk, HttpClient parent, OnlineStarted begun, ConcurrentBag<int> statuses)
    {
        var operation = desk.Find(new Uri(begun.Address).Query["?idop=".Length..])!;
        desk.Decide(operation, "P");
        using var anyone = billing.Client();
        await Task.WhenAll(NotifyAsync(), NotifyAsync(), LookAsync());

        async Task NotifyAsync()
        {
            using var form = new FormUrlEncodedContent([new("idop", operation.IdOp)]);
            using var answer = await anyone.PostAsync($"/api/{Town}/billing/payfip/notification", form);
            statuses.Add((int)answer.StatusCode);
        }

        async Task LookAsync()
        {
            using var answer = await parent.GetAsync($"/api/{Town}/billing/online/attempts/{begun.Attempt}");
            statuses.Add((int)answer.StatusCode);
        }
    }

    private static Task<ServiceUnderTest> StartAsync(string? treasury)
    {
        (string, string)[] settings = [("Tenants:Directory", Path.Combine(Root(AppContext.BaseDirectory), "deploy", "tenants")),
            ("PublicUrl", "https://portail.example")];
        return ServiceUnderTest.StartAsync(
            BillingApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 0, 0, TimeSpan.Zero), TestDatabase.Sqlite,
            [.. settings, .. treasury is null
                ? []
                : new (string, string)[] { ("PayFip:Service", treasury + DemoTreasuryApp.ServicePath), ("PayFip:Page", treasury + DemoTreasuryApp.PagePath) }]);
    }

    /// <summary>One family and one open invoice each, as if taken over; with a mandate and the debit it was told of.</summary>
    private static async Task<List<(Guid Id, Guid Payer)>> FillAsync(ServiceUnderTest billing, int count, bool withMandates)
    {
        var made = new List<(Guid Id, Guid Payer)>();
        for (var from = 0; from < count; from += 500)
        {
            await billing.InTenantAsync(Town, async s =>
            {
                var (db, books, vault) = (s.GetRequiredService<BillingDb>(), s.GetRequiredService<Books>(), s.GetRequiredService<Vault>());
                await db.WriteAsync(async token =>
                {
                    for (var n = from; n < Math.Min(count, from + 500); n++)
                    {
                        var (id, payer) = (Guid.CreateVersion7(), Guid.NewGuid());
                        made.Add((id, payer));
                        db.KnownFamilies.Add(new KnownFamily
                        {
                            FamilyId = payer,
                            Version = 1,
                            Number = Report.Invariant($"1{n:000000000}"),
                            Name = Report.Invariant($"DUPONT Élodie {n}")
                        });
                        await books.OpenAsync(db,
                            new OpeningInvoice(id, Report.Invariant($"AL-{n + 1000}"), Office, payer, new DateOnly(2026, 12, 1), Due, new DateOnly(2026, 11, 1),
                                new DateOnly(2026, 11, 30), 4210 + n),
                            DateTime.UtcNow, token);
                        if (withMandates)
                        {
                            AddMandate(db, vault, id, payer, n);
                        }
                    }
                }, default);
                return true;
            });
        }

        return made;
    }

    private static void AddMandate(BillingDb db, Vault vault, Guid invoice, Guid payer, int n)
    {
        var id = Guid.CreateVersion7();
        db.Mandates.Add(new Mandate
        {
            Id = id,
            Payer = payer,
            CashOffice = Office,
            Rum = Report.Invariant($"AL-{n}-1"),
            Holder = Report.Invariant($"Élodie Dupont {n}"),
            Account = vault.Seal(Iban, Town, id),
            Mask = "FR76 •••• •••• 189",
            SignedOn = new DateOnly(2026, 9, 14),
            At = DateTime.UtcNow,
            By = "bench",
        });
        db.DebitOrders.Add(new DebitOrder
        {
            Id = Guid.CreateVersion7(),
            InvoiceId = invoice,
            Payer = payer,
            CashOffice = Office,
            MandateId = id,
            On = Due,
            EndToEnd = Report.Invariant($"AL-{n + 1000}")
        });
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
