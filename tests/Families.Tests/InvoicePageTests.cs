using Preau.Contracts.Api;

namespace Preau.Families.Tests;

public sealed class InvoicePageTests
{
    private static readonly Guid Id = Guid.Parse("50000000-0000-0000-0000-000000000001");
    private static readonly Guid Paid = Guid.Parse("60000000-0000-0000-0000-000000000001");

    [Fact]
    public async Task Invoices_are_listed_by_what_is_to_be_paid_paid_or_all_and_each_opens()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices"] = new InvoicesView(7.20m, null, [Summary()]);

        var page = await front.OpenAsync("/factures?etat=toutes");

        Assert.Contains("?state=all", front.Upstream.Calls.Single(c => c.Path.EndsWith("/billing/invoices", StringComparison.Ordinal)).Query,
            StringComparison.Ordinal);
        Assert.Equal($"/biviers/factures/{Id}", page.Document.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Contains("À payer", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cent_of_an_invoice_stands_on_its_page_without_any_script()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices/{Id}"] = Detail();

        var page = await front.OpenAsync($"/factures/{Id}");

        Assert.Equal("Facture de novembre 2026", page.Title);
        var days = page.Document.QuerySelectorAll(".mcal summary b").Select(b => Cents(b.FirstChild!.TextContent)).ToList();
        Assert.Equal([360, 470], days);
        Assert.Equal(830 - 110, days.Sum() + page.Document.QuerySelectorAll("#t-cor + dl dd").Sum(d => Cents(d.TextContent)));
        Assert.Contains("Quotient 612.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Facturé sur AL-35. Absence excusée.", page.Text, StringComparison.Ordinal);
        // What changed adds up to the difference.
        var changes = page.Document.QuerySelectorAll("#t-chg + dl > div").Select(d => Cents(d.QuerySelector("dd")!.TextContent)).ToList();
        Assert.Equal(changes[^1], changes.SkipLast(1).Sum());
    }

    [Fact]
    public async Task Where_nothing_is_paid_on_line_no_button_says_pay_and_the_means_stand_open()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices"] = new InvoicesView(7.20m, null, [Summary(), Summary() with { Id = Paid, Online = true }]);
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices/{Id}"] = Detail() with
        {
            Header = Detail().Header with
            {
                Issuer = ["Régie enfance", "1 place Haute"],
                Means = ["chèque à l’ordre de Régie enfance", "espèces au guichet"]
            }
        };

        var list = await front.OpenAsync("/factures");
        Assert.Equal(["Comment payer la facture AL-36", "Payer la facture AL-36"],
            list.Document.QuerySelectorAll("td a.btn").Select(a => a.TextContent.Trim()));
        var page = await front.OpenAsync($"/factures/{Id}");

        Assert.Null(page.Document.QuerySelector("a[href$='/payer']"));
        Assert.Equal(["Chèque à l’ordre de Régie enfance", "Espèces au guichet"], page.Document.QuerySelectorAll("#t-due ~ div li").Select(l => l.TextContent));
        Assert.Contains("À Régie enfance, 1 place Haute.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_whose_day_is_over_is_due_since_it_and_no_longer_before_it()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices/{Id}"] = Detail() with
        {
            Invoice = Summary() with { DueDate = new DateOnly(2026, 11, 30), Online = true }
        };

        var page = await front.OpenAsync($"/factures/{Id}");

        Assert.Contains("depuis le 30 novembre", page.Document.QuerySelector(".payline")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("avant l’échéance", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_that_waits_for_its_debit_says_its_day_and_is_not_late()
    {
        await using var front = await Front.StartAsync();
        var awaited = Summary() with { DueDate = new DateOnly(2026, 11, 30), Online = true, DebitOn = new DateOnly(2026, 12, 11) };
        var debit = new InvoiceDebit(new DateOnly(2026, 12, 10), "FR76 •••• •••• 189", "AL-1", "Commune de Biviers", "FR72ZZZ123456");
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices"] = new InvoicesView(21.60m, null,
            [awaited, awaited with { DebitOn = new DateOnly(2026, 12, 7) }, awaited with { DebitOn = null }]);
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices/{Id}"] = Detail() with { Invoice = awaited, Header = Detail().Header with { Debit = debit } };

        var list = await front.OpenAsync("/factures");
        Assert.Equal(["Prélevée le 11 décembre", "À prélever", "En retard"],
            list.Document.QuerySelectorAll("main .fold .badge").Select(b => b.TextContent.Trim().Replace('\u00A0', ' ')).Take(3));
        var page = await front.OpenAsync($"/factures/{Id}");
        Assert.Contains("elle sera prélevée le vendredi 11 décembre", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("Depuis le", page.Text, StringComparison.Ordinal);

        // A plan that is kept: nothing is late, whatever the day of the invoice.
        var spread = awaited with { DebitOn = null, PlanNext = new DateOnly(2026, 12, 31) };
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices/{Id}"] = Detail() with { Invoice = spread };
        page = await front.OpenAsync($"/factures/{Id}");
        Assert.Contains("échéancier : le 31 décembre", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("En retard", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("30 novembre", page.Document.QuerySelector(".payline")!.TextContent, StringComparison.Ordinal);

        // The mandate was stopped since: the invoice told of a debit that won't come.
        front.Upstream.Answers[$"GET {Given.Api}/billing/invoices/{Id}"] = Detail() with
        {
            Invoice = awaited with { DebitOn = null },
            Header = Detail().Header with { Debit = debit with { On = new DateOnly(2026, 12, 31) } },
        };
        page = await front.OpenAsync($"/factures/{Id}");
        Assert.DoesNotContain("sera prélevée", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector(".payline"));
    }

    [Fact]
    public async Task A_billed_day_shows_what_its_invoice_says_and_the_correction_to_come_has_its_own_line()
    {
        await using var front = await Front.StartAsync();
        ChargeView Meal(int day, decimal amount, decimal? billed) =>
            new(Given.Louise, "Louise", "restauration", "Repas", new DateOnly(2026, 11, day), amount, billed is null ? "toBill" : "invoiced",
                billed is null ? null : "AL-36", null, new PriceWhy("Quotient 612.", []), Billed: billed);
        front.Upstream.Answers[$"GET {Given.Api}/billing/charges"] = new ChargesView(
            "2026-11", 8.40m, [Meal(5, 4.80m, 4.80m), Meal(6, 3.60m, 4.80m)],
            [
                new ChargeGroup(Meal(5, 4.80m, 4.80m), [new DateOnly(2026, 11, 5)], 4.80m, 4.80m, 0, 0),
                new ChargeGroup(Meal(6, 3.60m, 4.80m), [new DateOnly(2026, 11, 6)], 4.80m, 4.80m, -1.20m, -1.20m),
            ]);
        front.Upstream.Answers[$"GET {Given.Api}/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 9.60m, null, 61.60m, [], "612",
            Corrections: -1.20m, Merged: ["Repris du dossier n° 2002, réuni à celui-ci : 52,40 €."]);

        var page = await front.OpenAsync("/factures?mois=2026-11");

        var amounts = page.Document.QuerySelectorAll("#t-lignes").Single().Closest("section")!.QuerySelectorAll("[data-l=Montant], [data-l=Total]")
            .Select(d => Cents(d.TextContent)).ToList();
        Assert.Equal([480, 480, -120, 840], amounts);
        var toBill = page.Document.QuerySelectorAll("aside .pairs > *").Select(e => e.TextContent).ToList();
        Assert.Equal(("dont corrections de jours déjà facturés", -120), (toBill[2], Cents(toBill[3])));
        Assert.Contains("Repris du dossier n° 2002", page.Document.QuerySelector(".note.info")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, (await front.OpenAsync("/factures?mois=1800-01")).Status);
    }

    [Fact]
    public async Task An_invoice_of_someone_else_is_a_page_that_says_so_and_not_an_error()
    {
        await using var front = await Front.StartAsync();

        Assert.Equal(404, (await front.OpenAsync($"/factures/{Guid.NewGuid()}")).Status);
        Assert.Equal(404, (await front.OpenAsync($"/factures/reglements/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Payments_lead_to_their_receipt()
    {
        await using var front = await Front.StartAsync();
        var payment = new PaymentSummary(
            Paid, "2026-12", Given.Family, "DUPONT Jean", "alsh", "Régie garderie", new DateOnly(2026, 12, 2),
            new DateTime(2026, 12, 2, 9, 0, 0, DateTimeKind.Utc),
            PayMethods.Cheque, "Chèque", 10m, "received", ["AL-36"], 2.80m, 0);
        front.Upstream.Answers[$"GET {Given.Api}/billing/payments"] = new PaymentsView([payment], 10m);
        front.Upstream.Answers[$"GET {Given.Api}/billing/payments/{Paid}"] = new PaymentDetail(
            payment, "DUPONT", "Crédit Agricole", "4410027", "Sophie Perrin", null,
            [new AllocationView(Id, "AL-36", 1, Given.Louise, "Repas", 7.20m, new DateOnly(2026, 12, 2))], [], null);

        var list = await front.OpenAsync("/factures/reglements");
        Assert.Equal($"/biviers/factures/reglements/{Paid}", list.Document.QuerySelector("th a")!.GetAttribute("href"));
        var receipt = await front.OpenAsync($"/factures/reglements/{Paid}");

        Assert.Equal("Reçu n° 2026-12", receipt.Title);
        Assert.Contains("2,80\u00A0€ restent en avance", receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_payments_the_page_says_what_comes()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/payments"] = new PaymentsView([], 0);

        Assert.Contains("Aucun règlement pour le moment", (await front.OpenAsync("/factures/reglements")).Text, StringComparison.Ordinal);
    }

    private static InvoiceSummary Summary() => new(
        Id, "AL-36", "invoice", InvoiceStates.Open, Given.Family, "DUPONT Jean", new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31),
        new DateOnly(2026, 11, 1),
        new DateOnly(2026, 11, 30), "alsh", "Régie garderie", 7.20m, 7.20m, true);

    private static InvoiceDetail Detail() => new(
        Summary(), new InvoiceHeader(["Commune de Biviers"], null, "Régie garderie", "DUPONT Jean", ["12 rue des Bonbons"], "1001001818331", "612", ["chèque"],
            ["Mention."]),
        "AL2026000036", "202600036", null, null,
        [new InvoiceChild(Given.Louise, "Louise", "CE2", 8.30m,
            [new InvoiceSum("Repas", 2, 3.60m, 7.20m, [new(2026, 11, 5), new(2026, 11, 6)]), new InvoiceSum("Garderie", 1, 1.10m, 1.10m, [new(2026, 11, 6)])],
            [Line(1, "Repas", 5, 3.60m), Line(2, "Repas", 6, 3.60m), Line(3, "Garderie", 6, 1.10m)],
            [new InvoiceDayAmount(new(2026, 11, 5), 3.60m), new InvoiceDayAmount(new(2026, 11, 6), 4.70m)])],
        [Line(4, "Garderie", 3, -1.10m) with { Corrects = "AL-35", Reason = "absence excusée", ChildName = "Louise" }],
        9m, [new InvoiceChange("Repas", -3.60m), new InvoiceChange("Garderie", 2.90m), new InvoiceChange("Correction", -1.10m)], [], [], null,
        new InvoiceTotals(-1.10m, 0, 0));

    private static InvoiceLineView Line(int no, string label, int day, decimal amount) => new(
        no, Given.Louise, "Louise", "restauration", label, new DateOnly(2026, 11, day), LineKinds.Day, amount, 0, 0, amount, null, null,
        new PriceWhy("Quotient 612.", []));

    private static int Cents(string text)
    {
        var digits = int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
        return text.Contains('−', StringComparison.Ordinal) ? -digits : digits;
    }
}
