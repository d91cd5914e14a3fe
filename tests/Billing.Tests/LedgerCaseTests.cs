using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Billing.Invoicing;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Tests;

/// <summary>The worked cases of invoices, allocations, due dates, references and vouchers, by the functions that bill.</summary>
public sealed class LedgerCaseTests
{
    public static TheoryData<string, string> Allocations => MoneyCases.Of("allocation");

    public static TheoryData<string, string> Dues => MoneyCases.Of("due");

    public static TheoryData<string, string> Vouchers => MoneyCases.Of("cesu");

    public static TheoryData<string, string> References =>
        [.. MoneyCases.Of("payfip").Where(c => MoneyCases.Case(c.Data.Item1)["input"]!["prefix"] is not null)];

    public static TheoryData<string, string> Invoices => MoneyCases.Of("invoice");

    [Theory]
    [MemberData(nameof(Allocations))]
    public void Money_meets_what_is_open(string id, string title)
    {
        var one = MoneyCases.Case(id);
        var lines = new List<OpenLine>();
        var numbers = new Dictionary<string, Guid>();
        foreach (var invoice in one["input"]!["invoices"]!.AsArray().Select(i => i!))
        {
            var (name, key) = ((string)invoice["number"]!, Guid.NewGuid());
            numbers.Add(name, key);
            var seq = long.Parse(name.Split('-')[^1], CultureInfo.InvariantCulture);
            var parts = invoice["lines"]?.AsArray().Select(l => Cents(l!)).ToArray() ?? [Cents(invoice["open"]!)];
            lines.AddRange(parts.Select((open, no) =>
                new OpenLine(key, DateOnly.Parse((string)invoice["due"]!, CultureInfo.InvariantCulture), 2027, seq, no + 1, open)));
        }

        Assert.Equal(one["input"]!["payments"]!.AsArray().Select(p => (string?)p!["id"]),
            one["expected"]!["payments"]!.AsArray().Select(p => (string?)p!["payment"]));
        foreach (var (payment, expected) in one["input"]!["payments"]!.AsArray().Zip(one["expected"]!["payments"]!.AsArray()))
        {
            var named = payment!["for"]?.AsArray().Select(n => numbers[(string)n!]).ToArray();
            var shares = Allocating.Automatic([.. lines.Where(l => l.Open != 0)], Cents(payment["amount"]!), named);
            lines = [.. lines.Select(l => l with { Open = l.Open - shares.Where(s => (s.InvoiceId, s.LineNo) == (l.InvoiceId, l.LineNo)).Sum(s => s.Cents) })];
            Assert.Equal(Cents(expected!["advance"]!), Cents(payment["amount"]!) - shares.Sum(s => s.Cents));
            Assert.Equal(
                expected["allocations"]!.AsArray().Select(a => (numbers[(string)a!["invoice"]!], Cents(a["amount"]!))),
                shares.GroupBy(s => s.InvoiceId).Select(g => (g.Key, g.Sum(s => s.Cents))));
            foreach (var detailed in expected["allocations"]!.AsArray().Where(a => a!["lines"] is not null))
            {
                Assert.Equal(detailed!["lines"]!.AsArray().Select(l => Cents(l!)),
                    shares.Where(s => s.InvoiceId == numbers[(string)detailed["invoice"]!]).Select(s => s.Cents));
            }
        }

        foreach (var (number, open) in one["expected"]!["open"]!.AsObject())
        {
            Assert.True(Cents(open!) == lines.Where(l => l.InvoiceId == numbers[number]).Sum(l => l.Open), title);
        }
    }

    [Theory]
    [MemberData(nameof(Dues))]
    public void An_invoice_falls_due(string id, string title)
    {
        var one = MoneyCases.Case(id);
        var rule = new DueRule { EndOfMonth = (int?)one["input"]!["endOfMonth"], Days = (int?)one["input"]!["days"] };
        Assert.True(Date(one["expected"]!) == rule.DateFor(Date(one["input"]!["issued"]!)), title);
    }

    [Theory]
    [MemberData(nameof(Invoices))]
    public void A_total_is_issued_or_waits(string id, string title)
    {
        var one = MoneyCases.Case(id);
        var (carried, threshold) = (0L, one["input"]!["threshold"] is { } least ? PriceCaseTests.Euros(least) : 0);
        var office = new CashOffice { Key = "a", Label = "A", Prefix = "A", Mode = CashMode.Regie, Collecting = new Collecting { Threshold = threshold } };
        Assert.Equal(one["input"]!["runs"]!.AsArray().Count, one["expected"]!.AsArray().Count);
        foreach (var (lines, expected) in one["input"]!["runs"]!.AsArray().Zip(one["expected"]!.AsArray()))
        {
            carried += lines!.AsArray().Sum(l => Cents(l!));
            var issued = IssueInvoice.KindOf(carried, office, known: true) == DraftKind.ToIssue ? carried : (long?)null;
            carried -= issued ?? 0;
            Assert.True((expected!["issued"] is { } amount ? Cents(amount) : (long?)null, Cents(expected["carried"]!)) == (issued, carried), title);
        }
    }

    [Theory]
    [MemberData(nameof(Vouchers))]
    public void Vouchers_pay_eligible_care_and_give_no_change(string id, string title)
    {
        var one = MoneyCases.Case(id);
        // The rule of the file as a commune writes it: morning and evening for all, the centre only under six, never food.
        var collecting = new Collecting
        {
            Vouchers =
            [
                new VoucherRule { Method = "cesuPaper", Units = ["garderie", "etude"] },
                new VoucherRule { Method = "cesuPaper", Units = ["alsh", "mercredi", "creche"], Below = 6 },
            ],
        };
        var lines = one["input"]!["lines"]!.AsArray().Select((l, i) => (Line: new DebtLine(
            Guid.NewGuid(), "", default, 2027, i, 1, Guid.NewGuid(), Service(l!), Date(l!["date"]!), KindOf(l), "", Cents(l["open"]!),
            (string)l["kind"]! == "food" ? Cents(l["open"]!) : 0, 0), Birth: Date(l["birth"]!))).ToList();
        var eligible = lines.Sum(l => MayPay.Line(collecting, "cesuPaper", l.Line, l.Birth));
        var vouchers = one["input"]!["vouchers"]!.AsArray().Select(v => Cents(v!)).ToList();
        var accepted = MayPay.Accept(vouchers, eligible);
        Assert.True(
            (Cents(one["expected"]!["eligible"]!), Cents(one["expected"]!["accepted"]!), Cents(one["expected"]!["returned"]!),
                Cents(one["expected"]!["leftToPay"]!))
            == (eligible, accepted, vouchers.Sum() - accepted, lines.Sum(l => l.Line.Open) - accepted), title);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void A_reference_has_letters_and_digits_only(string id, string title)
    {
        var input = MoneyCases.Case(id)["input"]!;
        var rules = BillingRules.Parse("""{"cashOffices":[{"key":"o","label":"O","prefix":"P","mode":"regie"}]}""".Replace("\"P\"",
            $"\"{(string)input["prefix"]!}\"", StringComparison.Ordinal));
        var invoice = new Invoice { CashOffice = "o", Number = "", Year = (int)input["year"]!, Seq = (long)input["number"]! };
        Assert.True((string)MoneyCases.Case(id)["expected"]! == Balances.Reference(invoice, rules), title);
    }

    public static TheoryData<string, string> Corrections => MoneyCases.Of("correction");

    [Theory]
    [MemberData(nameof(Corrections))]
    public void The_next_line_is_truth_less_all_that_was_billed(string id, string title)
    {
        var one = MoneyCases.Case(id);
        var prices = new Dictionary<(string Payer, string Cell), Cells.CurrentPrice>();
        Cells.CurrentPrice Of(JsonNode row) => prices.TryGetValue(((string)row["payer"]!, (string)row["cell"]!), out var known) ? known
            : prices[((string)row["payer"]!, (string)row["cell"]!)] = new Cells.CurrentPrice { Unit = (string)row["cell"]! };
        foreach (var issued in one["input"]!["issued"]!.AsArray())
        {
            Of(issued!).Bill(Cents(issued!["amount"]!));
        }

        foreach (var truth in one["input"]!["truth"]!.AsArray())
        {
            Of(truth!).Costs(Cents(truth!["amount"]!));
        }

        var lines = prices.Where(p => p.Value.Open != 0).Select(p => (p.Key.Payer, p.Key.Cell, p.Value.Open)).Order();
        Assert.True(one["expected"]!.AsArray().Select(e => ((string)e!["payer"]!, (string)e["cell"]!, Cents(e["amount"]!))).Order().SequenceEqual(lines),
            title);
    }

    [Fact]
    public void Shares_add_up_and_none_goes_past_its_weight()
    {
        var random = new Random(11);
        for (var i = 0; i < 2000; i++)
        {
            var weights = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (long)random.Next(-300, 4000)).ToArray();
            if (weights.Sum() <= 0)
            {
                continue;
            }

            var part = random.NextInt64(0, weights.Sum() + 1);
            var shares = Shares.InProportion(weights, part);
            Assert.Equal(part, shares.Sum());
            Assert.All(weights.Zip(shares),
                s => Assert.True(s.First >= 0 ? s.Second >= 0 && s.Second <= s.First : s.Second <= 0 && s.Second >= s.First, $"{s.First} {s.Second}"));
        }
    }

    private static string Service(JsonNode line) =>
        (string)line["service"]! is var name && name is "garderie" or "etude" or "alsh" or "mercredi" or "creche" or "repas" ? name
        : throw new InvalidOperationException($"No convention of the test says what vouchers pay of {name}.");

    private static Cells.PriceKind KindOf(JsonNode line) => (string)line["kind"]! switch
    {
        "care" or "food" => Cells.PriceKind.Day,
        "lateFee" => Cells.PriceKind.Late,
        "penalty" => Cells.PriceKind.Penalty,
        var kind => throw new InvalidOperationException($"{kind} is no kind of line."),
    };

    private static long Cents(JsonNode node) => (long)(decimal.Parse((string)node!, CultureInfo.InvariantCulture) * 100);

    private static DateOnly Date(JsonNode node) => DateOnly.Parse((string)node!, CultureInfo.InvariantCulture);
}
