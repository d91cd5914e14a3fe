using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Billing.Certificates;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Tax certificates on what was paid for care, payment and attendance certificates; printed again they are the same (I7).</summary>
public abstract class CertificateTests(TestDatabase database) : BillingWorld(database)
{
    private const string Api = "/api/biviers/billing";

    public static TheoryData<string, string> Taxes => MoneyCases.Of("certificate");

    [Fact]
    public async Task The_tax_certificate_counts_what_was_paid_in_the_year_for_the_care_of_the_young()
    {
        await PaidMonthAsync();
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "certificate.early", await MakeAsync("tax"));
        Billing.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 2, 9, 0, 0, TimeSpan.Zero));

        var first = await (await MakeAsync("tax")).ReadAsync<CertificateView>();
        var second = await (await MakeAsync("tax")).ReadAsync<CertificateView>();

        // Inès is four, Tom six that year: their Wednesdays, not the meals; Louise is eight.
        Assert.Equal([("Tom DUPONT", 10.35m), ("Inès DUPONT", 9.20m)], first.Children.Select(c => (c.Name, c.Amount)));
        Assert.Equal((19.55m, first.Children.Sum(c => c.Amount)), (first.Total, first.Total));
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
        Assert.Equal(await TextAsync(first.Id), await TextAsync(first.Id));
        Assert.Equal(first.Number, Assert.Single((await As(Jean).GetAsAsync<CertificatesView>($"{Api}/certificates")).Certificates).Number);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jeanne).GetAsync($"{Api}/certificates/{first.Id}"));
    }

    [Fact]
    public async Task All_families_get_theirs_at_once_and_a_second_time_makes_none_twice()
    {
        await PaidMonthAsync();
        Billing.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 2, 9, 0, 0, TimeSpan.Zero));
        var agent = AsAgent(Permissions.Billing);
        for (var i = 0; i < 2; i++)
        {
            await agent.PostAsAsync<CertificateJob>($"{Api}/certificates/all", new MakeAllCertificates(2026));
            var jobs = await Eventually.SeeAsync(() => agent.GetAsAsync<CertificateJob[]>($"{Api}/certificates/all"), j => j[0].State == "done");
            Assert.Equal(jobs[0].Of, jobs[0].Done);
        }

        var all = await agent.GetAsAsync<CertificatesOfYear>($"{Api}/certificates/all/2026");
        Assert.Equal((1, "DUPONT Jean", 19.55m, 19.55m), (all.Count, Assert.Single(all.Certificates).Payer, all.Certificates[0].Amount, all.Total));
        using var papers = new System.IO.Compression.ZipArchive(new MemoryStream(await agent.GetByteArrayAsync($"{Api}/certificates/all/2026/papers")));
        Assert.Equal([$"Attestation-{all.Certificates[0].Number}.pdf"], papers.Entries.Select(e => e.Name));
        foreach (var none in new[] { "all/2025/papers", "all/1", "all/2026?after=-1" })
        {
            await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await agent.GetAsync($"{Api}/certificates/{none}"));
        }

        Assert.Equal("tax", Assert.Single((await As(Jean).GetAsAsync<CertificatesView>($"{Api}/certificates")).Certificates).Kind);
    }

    [Fact]
    public async Task Attendance_and_payment_are_certified_from_what_was_marked_and_received()
    {
        await PaidMonthAsync();

        var attendance = await (await MakeAsync("attendance")).ReadAsync<CertificateView>();
        var payment = await (await MakeAsync("payment")).ReadAsync<CertificateView>();

        Assert.Equal([("Louise DUPONT", 1), ("Tom DUPONT", 1), ("Inès DUPONT", 2)], attendance.Children.Select(c => (c.Name, c.Lines.Sum(l => l.Count))));
        // The cheque of October as well.
        Assert.Equal(743.20m, payment.Total);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "period.invalid",
            await As(Jean).PostAsJsonAsync($"{Api}/certificates", new MakeCertificate("payment", Day(12, 2), Day(12, 1))));
        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest,
            await As(Jean).PostAsJsonAsync($"{Api}/certificates", new MakeCertificate("autre", Day(12, 1), Day(12, 2))));
    }

    [Theory]
    [MemberData(nameof(Taxes))]
    public void The_year_the_age_the_food_and_the_fees_are_those_of_the_law(string id, string title)
    {
        var one = MoneyCases.Case(id);
        var year = (int)one["input"]!["year"]!;
        var births = one["input"]!["children"]!.AsObject()
            .ToDictionary(c => c.Key, c => (Id: Guid.NewGuid(), Birth: DateOnly.Parse((string)c.Value!, CultureInfo.InvariantCulture)));
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var no = 0;
        var parts = one["input"]!["allocations"]!.AsArray().Select(a =>
        {
            var at = (string)a!["at"]!;
            var day = at.Contains('T', StringComparison.Ordinal)
                ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), paris).DateTime)
                : DateOnly.Parse(at, CultureInfo.InvariantCulture);
            var cents = Cents(a["amount"]!);
            var line = a["line"] is { } whole ? Cents(whole) : cents;
            var care = (string?)a["kind"] is "lateFee" or "penalty" or "food" ? 0 : a["care"] is { } part ? Cents(part) : line;
            Assert.True((string?)a["kind"] is null or "care" or "lateFee" or "penalty" or "food", $"{id}: {a["kind"]}");
            return new PaidPart((Guid.Empty, ++no), births[(string)a["child"]!].Id, line, care, day, cents,
                ((string?)a["method"])?.StartsWith("cesu", StringComparison.Ordinal) == true, "");
        }).ToList();

        var sums = TaxSums.Of(parts, year).Where(s => TaxSums.Counts(births.Values.Single(b => b.Id == s.Child).Birth, year)).ToList();

        Assert.Equal(
            one["expected"]!["children"]!.AsObject().Select(c => (births[c.Key].Id, Cents(c.Value!))).Where(c => c.Item2 != 0).OrderBy(c => c.Id),
            sums.GroupBy(s => s.Child).Select(g => (g.Key, g.Sum(s => s.Cents))).OrderBy(c => c.Key));
        Assert.True((Cents(one["expected"]!["total"]!), Cents(one["expected"]!["ofWhichCesu"]!)) == (sums.Sum(s => s.Cents), sums.Sum(s => s.Cesu)), title);
    }

    [Fact]
    public void Of_one_year_vouchers_count_first_whenever_they_came()
    {
        PaidPart Part(int month, bool cesu) => new((Guid.Empty, 1), Louise, 1000, 500, Day(month, 5), 500, cesu, "ALSH");

        Assert.Equal([(Louise, "ALSH", 500L, 500L)], TaxSums.Of([Part(1, false), Part(2, true)], 2026));
    }

    private static long Cents(JsonNode node) => (long)(decimal.Parse((string)node!, CultureInfo.InvariantCulture) * 100);

    private async Task PaidMonthAsync()
    {
        var settings = AsAgent(Permissions.Settings);
        var view = await settings.GetAsAsync<SectionView>($"{Api}/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        foreach (var version in document["tariffs"]!.AsArray().Single(t => (string)t!["key"]! == "alsh-journee")!["versions"]!.AsArray())
        {
            version!["taxCredit"] = true;
        }

        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await settings.PutAsJsonAsync($"{Api}/settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document))));
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(
            Jean, Cell(Louise, "alsh-mercredi-journee", 2, CellOutcome.Present), Cell(Tom, "alsh-mercredi-journee", 2, CellOutcome.Present),
            Cell(Ines, "alsh-mercredi-journee", 2, CellOutcome.Present), Cell(Ines, "restauration", 3, CellOutcome.Present)));
        await IssueAsync(Day(12, 1), Day(12, 31));
        await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>($"{Api}/payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cheque, 500m));
    }

    private Task<HttpResponseMessage> MakeAsync(string kind) =>
        As(Jean).PostAsJsonAsync($"{Api}/certificates", new MakeCertificate(kind, Day(1, 1), Day(12, 31)));

    private async Task<string> TextAsync(Guid id) => await As(Jean).GetStringAsync(new Uri($"{Api}/certificates/{id}", UriKind.Relative));
}

public sealed class CertificateOnSqlite() : CertificateTests(TestDatabase.Sqlite);

public sealed class CertificateOnSqlServer() : CertificateTests(TestDatabase.SqlServer);
