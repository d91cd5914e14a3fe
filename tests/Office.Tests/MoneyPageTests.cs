using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class MoneyPageTests : MoneyPages
{
    [Fact]
    public async Task The_certificates_of_a_year_are_made_for_all_followed_listed_and_taken_away()
    {
        await using var front = await MoneyFront.StartAsync();
        const string all = "/api/biviers/billing/certificates/all";
        var (id, at) = (Guid.Parse("60000000-0000-0000-0000-000000000009"), new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc));
        front.Upstream.Answers[$"GET {all}"] = Array.Empty<CertificateJob>();
        front.Upstream.Answers[$"GET {all}/2025"] = new CertificatesOfYear(2025, [], 0, 0, null);
        front.Upstream.Answers[$"POST {all}"] = new CertificateJob(2025, 0, 120, "running", at, "Sophie Perrin");
        var page = await front.OpenAsync("/facturation/attestations");
        Assert.Contains("Aucune attestation n’est faite pour 2025", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 janvier 2027", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        front.Upstream.Answers[$"GET {all}"] = new[] { new CertificateJob(2025, 40, 120, "running", at, "Sophie Perrin") };
        front.Upstream.Answers[$"GET {all}/2025"] = new CertificatesOfYear(2025,
            [new CertificateOfPayer(id, Given.Family, "DUPONT Jean", "ATT-2025-1", 19.55m, at)], 1, 19.55m, null);
        page = await front.SubmitAsync(page, "main form[method=post]", ("annee", "2025"));

        Assert.Contains("\"year\":2025", front.Upstream.Calls.Single(c => c.Method == "POST").Body, StringComparison.Ordinal);
        Assert.Equal(("40", "120"),
            (page.Document.QuerySelector("progress")!.GetAttribute("value"), page.Document.QuerySelector("progress")!.GetAttribute("max")));
        Assert.NotNull(page.Document.QuerySelector("[data-progress] a"));
        Assert.NotNull(page.Document.QuerySelector($"a[href$='/facturation/attestations/{id}/pdf']"));
        Assert.NotNull(page.Document.QuerySelector("a[href*='handler=Papers']"));
        front.Upstream.Answers[$"GET {all}/2024/papers"] = 404;
        Assert.Equal(404, (await front.OpenAsync("/facturation/attestations?handler=Papers&annee=2024")).Status);
        front.Upstream.Answers[$"POST {all}"] = new Upstream.Refusal(409, "certificate.early", "Les attestations de 2026 sont prêtes le 2 janvier 2027.");
        Assert.Contains("prêtes le 2 janvier 2027", (await front.SubmitAsync(page, "main form[method=post]", ("annee", "2025"))).Text.Replace('\u00A0', ' '),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_is_cancelled_only_by_a_credit_note_with_its_reason()
    {
        await using var front = await StartAsync();
        var invoice = Invoice();
        front.Upstream.Answers[$"GET {Api}/invoices"] = new InvoicesView(7.20m, null, [invoice]);
        front.Upstream.Answers[$"GET {Api}/invoices/{Id}"] = new InvoiceDetail(
            invoice, new InvoiceHeader(["Commune de Biviers"], null, "Régie garderie", "DUPONT Jean", [], "1001", null, [], []), "AL2026000036", "36", null,
            null, [], [], null, [], [],
            [new InvoiceEventView("issued", new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc), "Sophie Perrin", null)], null);
        front.Upstream.Answers[$"POST {Api}/invoices/{Id}/credit"] = invoice with
        {
            Number = "AV-1",
            Amount = -7.20m,
            Kind = "credit",
            State = InvoiceStates.Credit
        };
        Assert.Contains("AL-36", (await front.OpenAsync("/facturation/toutes?etat=unpaid")).Text, StringComparison.Ordinal);
        var page = await front.OpenAsync($"/facturation/facture/{Id}");

        var refused = await PressAsync(front, page, "Credit");
        Assert.Contains("Écrivez pourquoi", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
        await PressAsync(front, refused, "Credit", ("Input.Reason", "Double saisie"), ("Input.Again", "non"));

        Assert.Contains("\"billAgain\":false", Sent(front, "/credit").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_lines_of_an_invoice_are_credited_once_their_sum_was_read()
    {
        await using var front = await StartAsync();
        InvoiceLineView Line(int no, bool credited) => new(no, Given.Child, "Tom", "restauration", "Repas", new DateOnly(2026, 11, no), LineKinds.Day, 6.40m,
            0, 0, 6.40m, null, null, new PriceWhy("", []), credited);
        front.Upstream.Answers[$"GET {Api}/invoices/{Id}"] = new InvoiceDetail(
            Invoice(), new InvoiceHeader(["Commune de Biviers"], null, "Régie garderie", "DUPONT Jean", [], "1001", null, [], []), "AL2026000036", "36", null,
            null, [new InvoiceChild(Given.Child, "Tom", "CP", 19.20m, [], [Line(3, false), Line(4, true), Line(5, false)])], [], null, [], [], [], null,
            new InvoiceTotals(0, 0, 0, 12.80m));
        front.Upstream.Answers[$"POST {Api}/invoices/{Id}/credit/preview"] = new CreditPreview(6.40m, 1);
        front.Upstream.Answers[$"POST {Api}/invoices/{Id}/credit"] = Invoice() with { Number = "AV-1", Amount = -6.40m, Kind = "credit", State = "credit" };
        var page = await front.OpenAsync($"/facturation/facture/{Id}");
        Assert.Equal(["3", "5"], page.Document.QuerySelectorAll("[name='Input.Lines']").Select(i => i.GetAttribute("value")));
        Assert.Contains("Toute la facture, 12,80 €", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        (string, string)[] typed = [("Input.Reason", "Absent ce jour-là"), ("Input.Again", "non"), ("Input.What", "lignes")];

        Assert.Contains("Cochez les lignes", (await PressAsync(front, page, "Credit", typed)).Text, StringComparison.Ordinal);
        var asks = await PressAsync(front, page, "Credit", [.. typed, ("Input.Lines", "5")]);

        Assert.Contains("Un avoir de 6,40 € pour 1 ligne.", asks.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith("/credit", StringComparison.Ordinal));
        var back = await PressAsync(front, asks, "Credit", ("Input.Step", "non"));
        Assert.Equal(("Absent ce jour-là", "5"), (back.Document.QuerySelector("[name='Input.Reason']")!.TextContent.Trim(),
            back.Document.QuerySelector("[name='Input.Lines'][checked]")!.GetAttribute("value")));
        await PressAsync(front, asks, "Credit", ("Input.Step", "oui"));

        Assert.Contains("\"lines\":[5],\"billAgain\":false", Sent(front, "/credit").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Booked_days_that_nobody_saw_are_set_right_together_and_taken_back()
    {
        await using var front = await Front.StartAsync("billing", "requests");
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/anomalies/bookedNotSeen"] = new AnomalyRows("bookedNotSeen", "Réservé, mais ni présent ni absent",
            [new AnomalyRow(Given.Family, "DUPONT Jean", Given.Child, "Tom", "restauration", "Repas", new DateOnly(2026, 11, 5), "Booked", 3.60m, null, 4)],
            null);
        var left = new CellOfDay(Given.Child, "restauration", new DateOnly(2026, 11, 6), 2);
        front.Upstream.Answers["POST /api/biviers/planning/checks/correct/many"] = new CorrectedCells(Id, 1, [left]);
        var page = await front.OpenAsync($"/facturation/{Id}/anomalies/bookedNotSeen");

        Assert.Contains("Choisissez ce qui est juste", (await front.SubmitAsync(page, "main form.card")).Text, StringComparison.Ordinal);
        Assert.Contains("Écrivez pourquoi", (await front.SubmitAsync(page, "main form.card", ("State", "AbsentExcused"))).Text, StringComparison.Ordinal);
        var done = await front.SubmitAsync(page, "main form.card", ("State", "AbsentExcused"), ("Reason", "Sortie scolaire"));

        Assert.Contains("\"unit\":\"restauration\",\"date\":\"2026-11-05\",\"version\":4}],\"state\":", Sent(front, "/many").Body, StringComparison.Ordinal);
        var batch = done.Document.QuerySelector("input[name=lot]")!.GetAttribute("value");
        front.Upstream.Answers[$"POST /api/biviers/planning/checks/correct/many/{batch}/undo"] = new CorrectedCells(Id, 1, []);
        Assert.Contains("jour remis comme avant", (await PressAsync(front, done, "Undo")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presences_without_a_booking_are_accepted_together_and_missing_hours_lead_to_the_roll_of_those_days()
    {
        await using var front = await Front.StartAsync("billing", "requests", "attendance");
        AnomalyRow[] rows = [new(Given.Family, "DUPONT Jean", Given.Child, "Tom", "restauration", "Repas", new DateOnly(2026, 11, 5), "PresentUnbooked", 3.60m,
            null, 4)];
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/anomalies/unbooked"] = new AnomalyRows("unbooked", "Présent sans réservation", rows, null);
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/anomalies/clockMissing"] = new AnomalyRows("clockMissing", "Heure manquante", rows, null);
        front.Upstream.Answers["POST /api/biviers/planning/checks/correct/many"] = new CorrectedCells(Id, 1, []);

        var page = await front.OpenAsync($"/facturation/{Id}/anomalies/unbooked");
        var done = await front.SubmitAsync(page, "main form.card", ("Reason", "Prévenus par téléphone"));

        Assert.Contains("jour corrigé", done.Text, StringComparison.Ordinal);
        Assert.Contains("\"version\":4}]", Sent(front, "/many").Body, StringComparison.Ordinal);
        var clocks = await front.OpenAsync($"/facturation/{Id}/anomalies/clockMissing");
        Assert.NotNull(clocks.Document.QuerySelector("a[href*='pointage/anomalies?from=2026-11-05&to=2026-11-05']"));
        Assert.Null(clocks.Document.QuerySelector("input[name=Reason]"));
    }

    [Fact]
    public async Task Absences_without_an_accepted_proof_are_counted_before_the_run_and_its_papers_are_printed_at_once()
    {
        await using var front = await Front.StartAsync("billing", "requests");
        front.Upstream.Answers[$"GET {Api}/runs/{Id}"] = View("draft");
        front.Upstream.Answers["GET /api/biviers/planning/evidence/queue"] = new EvidencePage([], 1, 1, 0, 2, 3);
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/payers"] = new RunPayers(
            [new RunPayer(Given.Family, "DUPONT Jean", "toIssue", 7.20m, 2, 0, false, Id, "AL-36")],
            null);
        front.Upstream.Answers[$"GET {Api}/runs/{Id}/papers"] = new { };

        var run = await front.OpenAsync($"/facturation/{Id}");
        var unproved = run.Document.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("Absence sans justificatif accepté", StringComparison.Ordinal));
        Assert.Equal("5", unproved.QuerySelector("td[data-l=Nombre]")!.TextContent.Trim());
        Assert.EndsWith("/justificatifs", unproved.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);

        var payers = await front.OpenAsync($"/facturation/{Id}/factures");
        foreach (var link in payers.Document.QuerySelectorAll("a[download][href*=papier], a[download][href*='format=pdf']").Select(a => a.GetAttribute("href")!)
            .ToList())
        {
            Assert.Equal(200, (await front.OpenAsync(link[link.IndexOf("/facturation", StringComparison.Ordinal)..])).Status);
        }

        Assert.Equal(["", "?all=true"], front.Upstream.Calls.Where(c => c.Path.EndsWith("/papers", StringComparison.Ordinal)).Select(c => c.Query));
    }

    [Theory]
    [InlineData("/facturation/chiffres/lignes?chiffre=hours&de=2026-12&a=2026-12&periode=2026-T4&lieu=Centre&anciennete=under6&regime=MSA",
        "Heures, octobre à décembre 2026, Centre, moins de 6 ans, MSA", "Tom, Repas", "8,25 h", "9 h")]
    [InlineData("/facturation/chiffres/lignes?chiffre=meals&de=2026-12&a=2026-12&periode=2026-T3&ecole=École",
        "Repas à 1\u00A0€ ou moins, septembre à décembre 2026, École", "Tom, Repas")]
    public async Task A_number_of_meals_or_hours_opens_its_days(string path, params string[] says)
    {
        await using var front = await StartAsync();
        var hours = path.Contains("hours", StringComparison.Ordinal) ? new HourSum(8.25m, 9) : null;
        front.Upstream.Answers[$"GET {Api}/figures"] = Figures;
        front.Upstream.Answers[$"GET {Api}/figures/lines"] = new FigureLines(
            [new FigureLine(null, "", Given.Family, "DUPONT Jean", "Tom", "Repas", new DateOnly(2026, 12, 3), 1, hours)], 1, 1, null, hours);

        var figures = await front.OpenAsync("/facturation/chiffres?de=2026-12&a=2026-12");
        Assert.Contains(figures.Document.QuerySelectorAll("a").Select(a => Uri.UnescapeDataString(a.GetAttribute("href") ?? "")),
            h => h.EndsWith(path.Split('?')[1], StringComparison.Ordinal));
        var page = await front.OpenAsync(path);

        Assert.All(says, s => Assert.Contains(s, page.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("Facture</th>", page.Html, StringComparison.Ordinal);
        Assert.Equal(200, (await front.OpenAsync(path + "&format=csv")).Status);
    }

    [Theory]
    [InlineData("/facturation/chiffres?show=mois",
        "Mois;Facturé;Payé;Confié au Trésor;Abandonné;Reste dû;Encaissé\r\n2026-12;15,00;3,00;0,00;0,00;12,00;30,00")]
    [InlineData("/facturation/chiffres?show=services", "2026-12;Repas;4;14,40;0,00")]
    [InlineData("/facturation/chiffres?show=impayes", "Non échu;1;12,00")]
    [InlineData("/facturation/chiffres?show=repas", "2026-T3;École;41;41,00")]
    [InlineData("/facturation/chiffres?show=heures", "2026-T4;Centre;moins de 6 ans;MSA;8,25;9,00")]
    [InlineData("/facturation/chiffres/lignes?chiffre=billed&mois=2026-12",
        "DUPONT Jean;AL-36;Tom;Repas;03/12/2026;3,60\r\nDUPONT Jean;AL-37;;Avoir;04/12/2026;-3,60")]
    [InlineData("/facturation/toutes?etat=all", "AL-36;01/12/2026;DUPONT Jean;01/11/2026;30/11/2026;Régie garderie;31/12/2026")]
    public async Task What_is_on_screen_is_a_file_too(string path, string says)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/figures"] = Figures;
        front.Upstream.Answers[$"GET {Api}/figures/lines"] = new FigureLines(
            [new FigureLine(null, "AL-36", Given.Family, "DUPONT Jean", "Tom", "Repas", new DateOnly(2026, 12, 3), 3.60m),
                new FigureLine(null, "AL-37", Given.Family, "DUPONT Jean", null, "Avoir", new DateOnly(2026, 12, 4), -3.60m)],
            0, 2, null);
        front.Upstream.Answers[$"GET {Api}/invoices"] = new InvoicesView(7.20m, null, [Invoice()]);

        Assert.Contains(says, (await front.OpenAsync(path + "&format=csv")).Html, StringComparison.Ordinal);
        Assert.Equal(200, (await front.OpenAsync(path + "&format=xlsx")).Status);
    }

    private static InvoiceSummary Invoice() => new(
        Id, "AL-36", "invoice", InvoiceStates.Open, Given.Family, "DUPONT Jean", new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31),
        new DateOnly(2026, 11, 1),
        new DateOnly(2026, 11, 30), "alsh", "Régie garderie", 7.20m, 7.20m, true);
}
