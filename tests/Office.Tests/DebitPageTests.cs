using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class DebitPageTests
{
    private const string Api = "/api/biviers/billing/";
    private static readonly Guid Id = Guid.Parse("70000000-0000-0000-0000-000000000001");
    private static readonly Guid Family = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly DateTime At = new(2026, 12, 8, 8, 10, 0, DateTimeKind.Utc);
    private static readonly DebitFileView File = new(Id, "garderie-alsh", "Régie garderie ALSH", "AL-P-2026-1", "08", new DateOnly(2026, 12, 31), 1, 4.70m,
        "ready", At, "Agent", 0, 0, [new RunStep("Préparé", "Agent", At)]);
    private static readonly DebitLine Line = new(Guid.NewGuid(), "AL-2026-53", Family, "DUPONT Jean", "FR76 •••• •••• 189", "AL-1001001818331-1", "RCUR", 4.70m,
        "inFile", null, null);

    [Fact]
    public async Task A_file_is_read_as_a_list_then_made_given_to_the_bank_or_cancelled()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/prelevements");
        Assert.Contains("1 facture, 4,70", Plain(page.Text), StringComparison.Ordinal);
        var draft = await front.OpenAsync("/prelevements/nouveau?regie=garderie-alsh&date=2026-12-31");
        Assert.Contains("FR76 •••• •••• 189", draft.Text, StringComparison.Ordinal);
        Assert.Contains("Le mandat est arrêté.", draft.Text, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}debits"] = new Upstream.Refusal(409, "debits.changed", "La liste a changé depuis votre lecture.");
        var again = await front.SubmitAsync(draft, "main form[method=post]");
        Assert.Contains("La liste a changé", again.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}debits"] = File;
        await front.SubmitAsync(draft, "main form[method=post]");
        Assert.Contains("\"office\":\"garderie-alsh\",\"date\":\"2026-12-31\",\"count\":1,\"amount\":4.7",
            front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);

        var file = await front.OpenAsync($"/prelevements/{Id}");
        Assert.Contains("Total de contrôle", file.Text, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}debits/{Id}/sent"] = File with { State = "sent" };
        front.Upstream.Answers[$"POST {Api}debits/{Id}/cancel"] = new Upstream.Refusal(409, "debits.state", "Ce fichier n’en est plus là.");
        await front.SubmitAsync(file, "form[action*='handler=Sent']");
        Assert.Contains("n’en est plus là", (await front.SubmitAsync(file, "form[action*='handler=Cancel']")).Document.QuerySelector("#erreurs")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains(front.Upstream.Calls, c => c.Path == $"{Api}debits/{Id}/sent");
    }

    [Fact]
    public async Task The_file_for_the_bank_goes_to_who_may_bill_alone()
    {
        await using var front = await Front.StartAsync(Permissions.Families);

        Assert.Equal(404, (await front.OpenAsync($"/prelevements/{Id}/fichier")).Status);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Path == $"{Api}debits/{Id}/file");
    }

    [Fact]
    public async Task What_the_bank_refused_is_taken_from_its_file_and_said()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/prelevements");
        var empty = await front.SubmitAsync(page, "form[enctype]");
        Assert.Contains("Choisissez le fichier reçu", empty.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}debits/returns/upload"] = new DebitReturnsView(
            [new DebitReturnLine(Line.Invoice, "AL-2026-53", "DUPONT Jean", 4.70m, "AM04", "Provision insuffisante", true)], [], ["AL-2031-1"]);
        var taken = await front.SendFileAsync(page, "form[enctype]", "Table", "retours.xml", "<Document/>");

        Assert.Contains("Provision insuffisante (AM04) · mandat arrêté", taken.Text, StringComparison.Ordinal);
        Assert.Contains("AL-2031-1", taken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mandate_on_paper_is_recorded_for_a_family_and_one_is_stopped_with_its_reason()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync($"/prelevements/mandats?famille={Family}");

        var wrong = await front.SubmitAsync(page, "form[action*='handler=Record']", ("Iban", "FR76"), ("Holder", "Jean Dupont"));
        Assert.Contains("Recopiez l’IBAN", wrong.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Jean Dupont", wrong.Document.QuerySelector("#Holder")!.GetAttribute("value"));
        front.Upstream.Answers[$"POST {Api}mandates/garderie-alsh/families/{Family}"] = Mandate();
        await front.SubmitAsync(page, "form[action*='handler=Record']", ("Iban", "FR76 3000 6000 0112 3456 7890 189"), ("Holder", "Jean Dupont"),
            ("SignedOn", "2026-09-14"));
        Assert.Contains("\"signedOn\":\"2026-09-14\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);

        var noReason = await front.SubmitAsync(page, "form[action*='handler=End']");
        Assert.Contains("Indiquez pourquoi", noReason.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}mandates/{Id}/end"] = 204;
        await front.SubmitAsync(page, "form[action*='handler=End']", ("reason", "Compte clos"));
        Assert.Contains("Compte clos", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_creditor_of_an_office_is_set_and_what_is_wrong_stands_beside_its_field()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = Parts();
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/directDebit"] = 200;
        var page = await front.OpenAsync("/reglages/recouvrement");

        await front.SubmitAsync(page, "form[action*='handler=Debit']", ("Debit.Creditor", "Commune de Biviers"), ("Debit.CreditorId", "fr72 zzz 123456"),
            ("Debit.Iban", "FR37 3000 1002 3612 3456 7890 139"));

        Assert.Contains("\"creditorId\":\"FR72ZZZ123456\",\"iban\":\"FR3730001002361234567890139\"", front.Upstream.Calls.Last(c => c.Method == "PUT").Body,
            StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, "form[action*='handler=Debit']", ("Debit.Creditor", "X"), ("Debit.NoticeDays", "quinze"));
        Assert.Contains("Un nombre entier", wrong.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("quinze", wrong.Document.QuerySelector("[name='Debit.NoticeDays']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_head_of_invoices_is_set_and_what_its_form_does_not_show_stays()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = Parts() is var parts ? parts with
        {
            Offices = [parts.Offices[0] with {
                Collecting = JsonSerializer.SerializeToElement(new { siret = "21380045100013", address = new[] { "Commune", "38330 Biviers" },
                    vouchers = new[] { new { method = "ancv", units = new[] { "alsh" } } } }) }],
        } : null!;
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/collecting"] = 200;
        var page = await front.OpenAsync("/reglages/recouvrement");
        const string form = "form[action*='handler=Head']";
        Assert.Equal("Commune\n38330 Biviers", page.Document.QuerySelector("[name='Head.Address']")!.TextContent.Trim());

        await front.SubmitAsync(page, form, ("Head.Siret", "213 800 451 00013"), ("Head.Phone", "04 65 71 12 34"),
            ("Head.Mentions", "Recours : …\nDonnées : …"), ("Head.Threshold", "4,50"));

        var sent = front.Upstream.Calls.Last(c => c.Method == "PUT").Body;
        Assert.All(
            (string[])["\"siret\":\"21380045100013\"", "\"phone\":\"04 65 71 12 34\"", "\"address\":[\"Commune\",\"38330 Biviers\"]", "\"threshold\":4.50",
                "\"vouchers\":[{\"method\":\"ancv\",\"units\":[\"alsh\"]}]", "\"methods\":[\"cheque\",\"cash\",\"transfer\"]"],
            part => Assert.Contains(part, sent, StringComparison.Ordinal));
        Assert.DoesNotContain("hours", sent, StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, form, ("Head.Threshold", "quinze"));
        Assert.Contains("Une somme en euros", wrong.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_invoices_fall_due_is_set_in_days_or_at_the_end_of_a_month_and_checked()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = Parts();
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/due"] = 200;
        const string form = "form[action*='handler=Due']";
        var page = await front.OpenAsync("/reglages/recouvrement");
        Assert.Contains("30 jours après la facture", page.Document.QuerySelector("#due summary")!.TextContent, StringComparison.Ordinal);

        await front.SubmitAsync(page, form, ("Due.Count", "45"));
        Assert.Contains("\"value\":{\"days\":45}", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
        await front.SubmitAsync(page, form, ("Due.Rule", "endOfMonth"), ("Due.Count", "1"));
        Assert.Contains("\"value\":{\"endOfMonth\":1}", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
        foreach (var (rule, count, says) in new[] { ("endOfMonth", "30", "De 0 à 12 mois"), ("days", "400", "De 0 à 365 jours"), ("days", "", "De 0 à 365") })
        {
            var wrong = await front.SubmitAsync(page, form, ("Due.Rule", rule), ("Due.Count", count));
            Assert.Contains(says, wrong.Document.QuerySelector("#Due_Count-erreur")!.TextContent, StringComparison.Ordinal);
            Assert.Equal((count, "due"), (wrong.Document.QuerySelector("#Due_Count")!.GetAttribute("value") ?? "",
                Assert.Single(wrong.Document.QuerySelectorAll("main details[open]")).Id));
        }

        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(8,
            [Parts().Offices[0] with { Due = JsonSerializer.SerializeToElement(new { endOfMonth = 0, days = (int?)null }) }]);
        page = await front.OpenAsync("/reglages/recouvrement");
        Assert.Contains("Fin du mois de la facture", page.Document.QuerySelector("#due summary")!.TextContent, StringComparison.Ordinal);
        await front.SubmitAsync(page, form);
        Assert.Contains("\"value\":{\"endOfMonth\":0}", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Debit", "Creditor", "Iban", "FR37 3000 1002 3612 3456 7890 139")]
    [InlineData("Pes", "Post", "Products", "* DIV 7067")]
    [InlineData("Dunning", "Steps[0].Label", "Steps[0].Text", "Merci de payer.")]
    [InlineData("Dunning", "Steps[0].Label", "Grace", "5")]
    [InlineData("Prepaid", "On", "HoldUnits", "alsh-mercredi-journee")]
    [InlineData("Prepaid", "On", "Low", "25")]
    public async Task What_is_typed_into_a_part_that_is_not_switched_on_is_asked_about_and_stays(string form, string key, string field, string typed)
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(7, [new OfficeParts("garderie-alsh", "Régie garderie ALSH", "regie", null)]);
        var page = await front.OpenAsync("/reglages/recouvrement");

        var asked = await front.SubmitAsync(page, $"form[action*='handler={form}']", ($"{form}.{field}", typed));

        Assert.Contains("gardé", asked.Document.QuerySelector($"[id='{form}_{key.Replace('[', '_').Replace(']', '_').Replace('.', '_')}-erreur']")!.TextContent,
            StringComparison.Ordinal);
        var kept = asked.Document.QuerySelector($"[name='{form}.{field}']")!;
        Assert.Equal(typed, kept.GetAttribute("value") ?? kept.TextContent.Trim());
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "PUT");
    }

    [Fact]
    public async Task A_part_that_is_switched_off_and_left_as_it_was_is_taken_away()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(7, [Parts().Offices[0] with
        {
            Pes = JsonSerializer.SerializeToElement(new { post = "038012", siret = "21380045500017", code = "123", budget = "00", label = "Biviers",
                least = 20.5m,
                products = new[] { new { unit = "", code = "DIV", account = "7067" }, new { unit = "restauration", code = "CANT", account = "7067" } } }),
            Dunning = JsonSerializer.SerializeToElement(new { steps = new[] { new { label = "Rappel", days = 7, text = "Merci\nde payer." } }, help = "CCAS" }),
            Prepaid = JsonSerializer.SerializeToElement(new { take = "consumed", amounts = new[] { 15m, 30.5m }, least = 0.5m, low = (decimal?)null,
                book = new { key = "carnet", label = "Carnet", units = new[] { "restauration" }, count = 10, price = 35m },
                hold = new { minutes = 30, units = new[] { "alsh" },
                    dates = new[] { new { from = "2026-12-19", until = "2027-01-03", by = "2026-12-04" } } } }),
        }]);
        var page = await front.OpenAsync("/reglages/recouvrement");
        foreach (var (form, part, field) in new[]
        {
            ("Debit", "directDebit", "Debit.Creditor"), ("Pes", "pes", "Pes.Post"), ("Dunning", "dunning", "Dunning.Steps[0].Label"),
            ("Prepaid", "prepaid", "Prepaid.On"),
        })
        {
            front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/{part}"] = 200;

            await front.SubmitAsync(page, $"form[action*='handler={form}']", (field, form == "Prepaid" ? "false" : ""));

            var sent = front.Upstream.Calls.Last(c => c.Method == "PUT");
            Assert.Equal($"{Api}offices/garderie-alsh/{part}", sent.Path);
            Assert.Contains("\"value\":null", sent.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_part_of_an_office_is_one_line_until_it_is_opened_named_or_wrong()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = Parts();

        var page = await front.OpenAsync("/reglages/recouvrement");
        Assert.Equal(["head", "due", "debit", "pes", "dunning", "prepaid"], page.Document.QuerySelectorAll("main details").Select(d => d.Id));
        Assert.Empty(page.Document.QuerySelectorAll("main details[open]"));
        Assert.Contains("Proposé aux familles", page.Document.QuerySelector("#debit summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("pes", Assert.Single((await front.OpenAsync("/reglages/recouvrement?partie=pes")).Document.QuerySelectorAll("main details[open]")).Id);

        var wrong = await front.SubmitAsync(page, "form[action*='handler=Dunning']", ("Dunning.Steps[0].Label", "Rappel"), ("Dunning.Steps[0].Days", "sept"));
        Assert.Equal("dunning", Assert.Single(wrong.Document.QuerySelectorAll("main details[open]")).Id);
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    private static OfficePartsView Parts() =>
        new(
            7, [new OfficeParts("garderie-alsh", "Régie garderie ALSH", "regie",
                JsonSerializer.SerializeToElement(new { creditor = "Commune", creditorId = "FR72ZZZ123456", iban = "FR3730001002361234567890139" }))]);

    private static MandateView Mandate() => new(
        Id, "garderie-alsh", "Régie garderie ALSH", Family, "DUPONT Jean", "AL-1001001818331-1", "Jean Dupont", "FR76 •••• •••• 189", new DateOnly(2026, 9, 14),
        "good", null,
        new DateOnly(2029, 9, 14), null, "paper", "Agent");

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync(Permissions.Billing);
        front.Upstream.Answers[$"GET {Api}debits"] = new DebitsView([new DebitOffice("garderie-alsh", "Régie garderie ALSH")],
            [new DebitDay("garderie-alsh", new DateOnly(2026, 12, 31), 1, 4.70m)], [File]);
        front.Upstream.Answers[$"GET {Api}debits/draft"] = new DebitDraftView(
            "garderie-alsh", "Régie garderie ALSH", new DateOnly(2026, 12, 31), 1, 4.70m, [Line],
            [new DebitLeftOut(Guid.NewGuid(), "AL-2026-54", Family, "MOREAU Claire", "revoked", "Le mandat est arrêté.")]);
        front.Upstream.Answers[$"GET {Api}debits/{Id}"] = new DebitFileDetail(File, [Line]);
        front.Upstream.Answers[$"GET {Api}mandates"] = new MandatesView([Mandate()], 1, 1, 1);
        return front;
    }
}
