using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class CounterPageTests : CounterPages
{
    [Fact]
    public async Task A_family_is_found_and_its_cheque_recorded_once_with_the_sums_put_by_hand()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments"] = Detail();
        var page = await front.OpenAsync("/encaissements?q=dupont");
        Assert.Contains("DUPONT Jean doit 120,60", page.Text, StringComparison.Ordinal);

        var look = await MoneyFront.PressAsync(front, page, "Look", ("Input.Method", "cheque"), ("Input.Amount", "20"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
        var receipt = await front.SubmitAsync(look, "main form[method=post]", ("Input.Method", "cheque"), ("Input.Amount", "20"), ("Input.ByHand", "true"),
            ($"Input.Lines[{Invoice:N}_3]", "12,50"));

        Assert.Equal("Reçu n° 2026-12", receipt.Title);
        var sent = front.Upstream.Calls.Single(c => c.Method == "POST").Body;
        Assert.Contains($"\"invoice\":\"{Invoice}\",\"line\":3,\"amount\":12.50", sent, StringComparison.Ordinal);
        Assert.Contains(look.Document.QuerySelector("[name='Input.Id']")!.GetAttribute("value")!, sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_an_invoice_that_one_is_paid_first_and_the_page_says_so()
    {
        await using var front = await StartAsync();
        var (other, counter) = (Guid.Parse("70000000-0000-0000-0000-000000000002"), (CounterView)front.Upstream.Answers[$"GET {Api}/counter"]!);
        front.Upstream.Answers[$"GET {Api}/counter"] = counter with
        {
            Lines = [.. counter.Lines,
                new CounterLine(other, "AL-2026-63", new DateOnly(2026, 12, 31), 1, Given.Child, "Tom", "Repas", 8.80m, 0, 8.80m, true, 8.80m)],
            Invoices = [.. counter.Invoices!, new CounterInvoice(other, "AL-2026-63", new DateOnly(2026, 12, 31), 8.80m)],
        };
        front.Upstream.Answers[$"POST {Api}/payments"] = Detail();

        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}&regie=alsh&facture={other}");

        Assert.Equal(["La plus ancienne : AL-36", "AL-36, 120,60 €", "AL-2026-63, 8,80 €"],
            page.Document.QuerySelectorAll("#Input_First option").Select(o => o.TextContent.Trim().Replace('\u00A0', ' ')));
        Assert.Equal(other.ToString(), page.Document.QuerySelector("#Input_First option[selected]")!.GetAttribute("value"));
        Assert.Equal("8,80", page.Document.QuerySelector("#Input_Amount")!.GetAttribute("value"));
        Assert.Contains(front.Upstream.Calls,
            c => c.Path.EndsWith("/counter", StringComparison.Ordinal) && c.Query.Contains($"first={other}", StringComparison.Ordinal));
        await front.SubmitAsync(page, "main form[method=post]", ("Input.Method", "cheque"));
        Assert.Contains($"\"invoices\":[\"{other}\"]", front.Upstream.Calls.Single(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sum_that_is_too_high_or_no_number_is_one_sentence_that_says_what_to_do()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments"] = new Upstream.Refusal(
            400, "request.invalid", "x", new() { ["Amount"] = ["The field Amount must be between 0.01 and 999999.99."] });
        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        var high = await front.SubmitAsync(page, "main form[method=post]", ("Input.Method", "cheque"), ("Input.Amount", "9999999999"));
        Assert.Contains("Indiquez une valeur entre 0,01 et 999 999,99.", high.Text.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
        var letters = await front.SubmitAsync(page, "main form[method=post]", ("Input.Method", "cheque"), ("Input.Amount", "abc"));
        Assert.Single(letters.Document.QuerySelectorAll("#erreurs li"));
    }

    [Theory]
    [InlineData("4,80 €", "4.80")]
    [InlineData("4.80", "4.80")]
    [InlineData("1 234,50", "1234.50")]
    public async Task A_sum_is_read_as_it_is_typed(string typed, string sent)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments"] = Detail();
        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        await front.SubmitAsync(page, "main form[method=post]", ("Input.Method", "cheque"), ("Input.Amount", typed));

        Assert.Contains($"\"amount\":{sent},", front.Upstream.Calls.Single(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4,805", "deux décimales au plus")]
    [InlineData("1e3", "« 1e3 » n’est pas un nombre")]
    public async Task A_sum_that_cannot_be_taken_leaves_the_form_as_it_was(string typed, string said)
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        var again = await front.SubmitAsync(page, "main form[method=post]", ("Input.Method", "cheque"), ("Input.Amount", typed),
            ("Input.Bank", "Banque du Lac"));

        Assert.Contains(said, again.Document.QuerySelector("#Input_Amount-erreur")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal("Banque du Lac", again.Document.QuerySelector("[name='Input.Bank']")!.GetAttribute("value"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
        Assert.DoesNotContain(front.Upstream.Calls,
            c => c.Path.EndsWith("/counter", StringComparison.Ordinal) && c.Query.Contains("4.805", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_missing_or_cannot_be_read_is_said_beside_its_field()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        var again = await front.SubmitAsync(page, "main form[method=post]", ("Input.Amount", "beaucoup"), ("Input.ByHand", "true"),
            ($"Input.Lines[{Invoice:N}_3]", "douze"));

        Assert.Equal(200, again.Status);
        Assert.All((string[])["Choisissez le moyen de paiement.", "« douze » n’est pas une somme"],
            text => Assert.Contains(text, again.Text, StringComparison.Ordinal));
        Assert.Equal("beaucoup", again.Document.QuerySelector("#Input_Amount")!.GetAttribute("value"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Theory]
    [InlineData("Allocate", "/allocate")]
    [InlineData("Reverse", "/reverse")]
    [InlineData("Refund", "/refund")]
    public async Task An_advance_is_used_given_back_or_the_payment_taken_back(string button, string route)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments/{Paid}{route}"] = Detail();
        var page = await front.OpenAsync($"/encaissements/{Paid}");
        if (button != "Allocate")
        {
            Assert.Contains("Écrivez pourquoi", (await MoneyFront.PressAsync(front, page, button)).Text, StringComparison.Ordinal);
        }

        await MoneyFront.PressAsync(front, page, button, (button == "Refund" ? "RefundReason" : "Reason", "Chèque sans provision"), ("Amount", "2,80"));

        Assert.Single(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith(route, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refund_that_is_refused_stands_open_with_its_sum_and_its_reason_and_says_beside_the_sum_what_may_be_given_back()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments/{Paid}/refund"] = new Upstream.Refusal(400, "refund.tooMuch", "Au plus 2,80 €.");
        var page = await front.OpenAsync($"/encaissements/{Paid}");

        var again = await MoneyFront.PressAsync(front, page, "Refund", ("RefundReason", "Trop payé"), ("Amount", "500"));

        var form = again.Document.QuerySelector("details[open] form:has([name=Amount])")!;
        Assert.Equal(("500", "Trop payé"), (form.QuerySelector("[name=Amount]")!.GetAttribute("value"),
            form.QuerySelector("[name=RefundReason]")!.GetAttribute("value")));
        Assert.Contains("Au plus 2,80", form.QuerySelector("#Amount-erreur")!.TextContent, StringComparison.Ordinal);
        // The other form of the page knows nothing of it.
        Assert.Equal("", again.Document.QuerySelector("textarea[name=Reason]")!.TextContent.Trim());
        var silent = await MoneyFront.PressAsync(front, page, "Reverse");
        Assert.NotNull(silent.Document.QuerySelector("details[open] textarea[name=Reason]"));
        Assert.Null(silent.Document.QuerySelector("#RefundReason-erreur"));
    }

    [Fact]
    public async Task What_a_credit_note_took_off_a_payment_again_is_no_row_of_its_receipt()
    {
        await using var front = await StartAsync();
        var taken = new AllocationView(Invoice, "AL-36", 3, Given.Child, "Repas", -7.20m, new DateOnly(2026, 12, 8));
        front.Upstream.Answers[$"GET {Api}/payments/{Paid}"] = Detail() with { Allocations = [.. Detail().Allocations, taken] };

        Assert.Null((await front.OpenAsync($"/encaissements/{Paid}")).Document.QuerySelector("#t-sur"));
    }

    [Theory]
    [InlineData("Paid", "paid")]
    [InlineData("Cancel", "cancelled")]
    public async Task A_refund_is_confirmed_or_dropped(string button, string route)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/refunds/{Refund}/{route}"] = 204;

        var page = await front.OpenAsync($"/encaissements/{Paid}");
        if (button == "Paid")
        {
            var silent = await MoneyFront.PressAsync(front, page, button);
            Assert.Contains("Choisissez comment la somme est rendue", silent.Document.QuerySelector("#Means-erreur")!.TextContent, StringComparison.Ordinal);
        }

        await MoneyFront.PressAsync(front, page, button, ("Means", "transfer"));

        Assert.Single(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith(route, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_refunds_the_one_that_was_pressed_is_asked_how_it_left_and_the_other_stays_silent()
    {
        await using var front = await StartAsync();
        var other = Detail().Refunds[0] with { Id = Guid.Parse("60000000-0000-0000-0000-000000000003"), Amount = 1m };
        front.Upstream.Answers[$"GET {Api}/payments/{Paid}"] = Detail() with { Refunds = [other, Detail().Refunds[0]] };
        var page = await front.OpenAsync($"/encaissements/{Paid}");

        var silent = await front.SubmitToAsync(page, $"form:has(input[value='{Refund}'])", "button.main");

        Assert.Single(silent.Document.QuerySelectorAll(".error"));
        Assert.Equal(Refund.ToString(), silent.Document.QuerySelector("form:has(.error) [name=refund]")!.GetAttribute("value"));
        Assert.NotNull(silent.Document.QuerySelector("#erreurs a[href='#Means']"));
        Assert.Equal("Means", silent.Document.QuerySelector("form:has(.error) select")!.Id);
    }

    [Fact]
    public async Task A_days_journal_shows_what_was_given_back_and_takes_it_out_of_the_drawer()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/days/2026-12-08"] = Day() with
        {
            Payments = [Payment() with { Paper = "Banque Postale, n° 77" }],
            CashExpected = 61m,
            CashIn = 14m,
            CashBack = 3m,
            BackTotal = 3m,
            Back = [new GivenBack(
                Paid, "2026-3", "MOREAU Claire", new DateTime(2026, 12, 8, 8, 30, 0, DateTimeKind.Utc), "cash", "Espèces", 3m, "Payé deux fois")],
        };

        var day = await front.OpenAsync("/encaissements/jour/2026-12-08?regie=alsh");

        Assert.Equal("Chèque", day.Document.QuerySelector("td[data-l=Moyen]")!.FirstChild!.TextContent);
        Assert.Equal("Banque Postale, n° 77", day.Document.QuerySelector("td[data-l=Moyen] span")!.TextContent);
        Assert.Contains("MOREAU Claire 9 h 30 · 2026-3 Espèces Payé deux fois 3,00 €", System.Text.RegularExpressions.Regex.Replace(
            string.Join(' ', day.Document.QuerySelectorAll("[aria-labelledby=t-rendu] tbody tr > *").Select(c => c.TextContent)), @"\s+", " "),
            StringComparison.Ordinal);
        Assert.Contains("50,00 € + espèces reçues 14,00 € − espèces rendues 3,00 € = 61,00 € attendus", day.Text.Replace('\u00A0', ' '),
            StringComparison.Ordinal);
        var csv = (await front.OpenAsync("/encaissements/jour/2026-12-08?regie=alsh&format=csv")).Html.Replace("\"", "", StringComparison.Ordinal);
        Assert.Matches("MOREAU Claire;2026-3;08/12/2026;Espèces;;-3(,00)?;0(,00)?;remboursement", csv);
    }

    [Fact]
    public async Task Where_the_treasury_collects_the_counter_offers_nothing_to_cash_or_to_close()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers["GET /api/biviers/billing/runs"] = new RunsView([], [Alsh with { Mode = "title" }]);

        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        Assert.Empty(page.Document.QuerySelectorAll("main form[method=post]"));
        Assert.Empty(page.Document.QuerySelectorAll("main a[href*='/jour/']"));
        Assert.Contains("Le Trésor public encaisse pour cette régie", page.Text, StringComparison.Ordinal);
        Assert.Contains("DUPONT Jean doit 120,60", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("restent dus par", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_of_some_services_reads_the_payments_of_its_families_and_who_closes()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/days/2026-12-08"] = Day() with { Partial = true };

        var day = await front.OpenAsync("/encaissements/jour/2026-12-08?regie=alsh");
        Assert.Contains("DUPONT Jean", day.Text, StringComparison.Ordinal);
        Assert.Contains("la clôture sont à un collègue", day.Text, StringComparison.Ordinal);
        Assert.Null(day.Document.QuerySelector("form[method=post] [name=Counted]"));

        var counter = await front.OpenAsync("/encaissements?regie=alsh");
        Assert.Contains("Journal de mes dossiers", counter.Text, StringComparison.Ordinal);
        Assert.Null(counter.Document.QuerySelector("a[href*=bordereaux]"));
    }

    [Fact]
    public async Task What_a_file_merged_into_this_one_still_owes_is_said_at_the_counter_and_leads_there()
    {
        await using var front = await StartAsync();
        var old = Guid.Parse("10000000-0000-0000-0000-0000000000a2");
        var counter = (CounterView)front.Upstream.Answers[$"GET {Api}/counter"]!;
        front.Upstream.Answers[$"GET {Api}/counter"] = counter with { Merged = [new CounterMerged(old, "DUPOND J.", 2.20m)] };

        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        var note = page.Document.QuerySelector("main .note.wait")!;
        Assert.Contains("L’ancien dossier DUPOND J., réuni à celui-ci, doit encore 2,20", note.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains($"famille={old}", note.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deposit_slip_is_made_from_what_waits_and_opens_with_its_total()
    {
        await using var front = await StartAsync();
        var slip = new DepositView(Refund, "2026-3", "alsh", "Régie garderie", "cheque", "Chèques", new DateOnly(2026, 12, 8), 1, 10m, "Sophie Perrin",
            [Payment()]);
        front.Upstream.Answers[$"GET {Api}/deposits"] = new DepositsView([new DepositWaiting("alsh", "cheque", "Chèques", 1, 10m)], [slip]);
        front.Upstream.Answers[$"POST {Api}/deposits"] = slip;
        front.Upstream.Answers[$"GET {Api}/deposits/{Refund}"] = slip;

        var made = await front.SubmitAsync(await front.OpenAsync("/encaissements/bordereaux?regie=alsh"), "main form[method=post]");

        Assert.Equal("Bordereau n° 2026-3", made.Title);
        Assert.Contains("10,00", made.Text, StringComparison.Ordinal);
    }
}
