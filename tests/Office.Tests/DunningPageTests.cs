using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class DunningPageTests
{
    private const string Api = "/api/biviers/billing/";
    private static readonly Guid Id = Guid.Parse("70000000-0000-0000-0000-000000000003");
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly Guid Moreau = Guid.Parse("10000000-0000-0000-0000-000000000004");
    private static readonly PlanView Plan = new(Id, "garderie-alsh", "kept", 27m, 27m, null, [new PlanDateView(new DateOnly(2026, 12, 15), 27m, "coming")]);

    [Fact]
    public async Task A_step_is_sent_to_those_that_are_ticked_and_to_nobody_when_none_is()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}dunning"] = new RemindersSent(1, 120.60m, 0, 1);
        var page = await front.OpenAsync("/relances");
        Assert.Contains("échéancier tenu", page.Text, StringComparison.Ordinal);

        await front.SubmitAsync(page, "form[action*='handler=Send']");
        Assert.Contains($"\"step\":1,\"families\":[\"{Jean}\"]", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        page.Document.QuerySelector("form[action*='handler=Send'] input[name=families]")!.Remove();
        var nobody = await front.SubmitAsync(page, "form[action*='handler=Send']");
        Assert.Contains("Cochez au moins une famille", nobody.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letters_of_a_step_are_printed_at_once()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}dunning"] = ((DunningView)front.Upstream.Answers[$"GET {Api}dunning"]!) with
        {
            Prints = [new DunningPrint(1, "Rappel", new DateOnly(2026, 12, 8), 3, 2)]
        };
        front.Upstream.Answers[$"GET {Api}dunning/letters"] = new { Letters = 2 };
        var page = await front.OpenAsync("/relances");
        var form = page.Document.QuerySelector("form[action$='/relances/lettres']")!;
        Assert.Equal(["Les 2 lettres sans courriel", "Les 3 lettres"], form.QuerySelectorAll("button").Select(b => b.TextContent.Trim()));

        var query = string.Join('&', form.QuerySelectorAll("input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        await front.OpenAsync($"/relances/lettres?{query}&rectoverso=true");
        Assert.Equal("?office=garderie-alsh&step=1&date=2026-12-08&bothSides=true", front.Upstream.Calls.Single(c => c.Path == $"{Api}dunning/letters").Query);
    }

    [Fact]
    public async Task A_difficulty_is_answered_with_a_plan_and_a_plan_is_cancelled()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/relances?regie=garderie-alsh");

        var silent = await front.SubmitAsync(page, "form[action*='handler=Answer']");
        Assert.Contains("Écrivez une réponse", silent.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}difficulty/{Id}/answer"] = new Upstream.Refusal(400, "plan.first", "La première date est passée.");
        var refused = await front.SubmitAsync(page, "form[action*='handler=Answer']", ("Answer", "Bien sûr."), ("Parts", "3"), ("First", "2026-11-30"),
            ("Ccas", "true"));
        Assert.Equal(("2026-11-30", true), (refused.Document.QuerySelector("[name=First]")!.GetAttribute("value"),
            refused.Document.QuerySelector("[name=Ccas]")!.HasAttribute("checked")));
        front.Upstream.Answers[$"POST {Api}difficulty/{Id}/answer"] = 204;
        await front.SubmitAsync(page, "form[action*='handler=Answer']", ("Answer", "Bien sûr."), ("Parts", "3"), ("First", "2026-12-31"));
        Assert.Contains("\"answer\":\"Bien s\\u00FBr.\",\"parts\":3,\"first\":\"2026-12-31\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body,
            StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}dunning/plans/{Id}/cancel"] = 204;
        await front.SubmitAsync(page, "form[action*='handler=Cancel']");
        Assert.Contains(front.Upstream.Calls, c => c.Path == $"{Api}dunning/plans/{Id}/cancel");
    }

    [Fact]
    public async Task Steps_are_set_as_data_and_one_more_can_be_added()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(7, [new OfficeParts("garderie-alsh", "Régie garderie ALSH", "regie", null, null,
            JsonSerializer.SerializeToElement(new { steps = new[] { new { label = "Rappel", days = 7, text = "Merci de payer." } } }))]);
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/dunning"] = 200;
        var page = await front.OpenAsync("/reglages/recouvrement");

        await front.SubmitAsync(page, "form[action*='handler=Dunning']", ("Dunning.Steps[1].Label", "Second rappel"), ("Dunning.Steps[1].Days", "30"),
            ("Dunning.Steps[1].Text", "Encore."));
        Assert.Contains("\"label\":\"Second rappel\",\"days\":30", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=Dunning']", ("Dunning.StopAfter", "60"), ("Dunning.StopLeast", "40,5"));
        Assert.Contains("\"stopAfter\":60,\"stopLeast\":40.5,\"stopItself\":false", front.Upstream.Calls.Last(c => c.Method == "PUT").Body,
            StringComparison.Ordinal);
        var wrong = await front.SubmitAsync(page, "form[action*='handler=Dunning']", ("Dunning.Steps[0].Days", "sept"));
        Assert.Contains("Un nombre de jours", wrong.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_in_advance_is_offered_as_the_commune_says()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(7, [new OfficeParts("garderie-alsh", "Régie garderie ALSH", "regie", null)]);
        front.Upstream.Answers[$"PUT {Api}offices/garderie-alsh/prepaid"] = 200;
        var page = await front.OpenAsync("/reglages/recouvrement");

        var wrong = await front.SubmitAsync(page, "form[action*='handler=Prepaid']", ("Prepaid.On", "true"), ("Prepaid.Amounts", "vingt"));
        Assert.Contains("D’une à six sommes", wrong.Document.QuerySelector("#Prepaid_Amounts-erreur")!.TextContent, StringComparison.Ordinal);
        wrong = await front.SubmitAsync(page, "form[action*='handler=Prepaid']", ("Prepaid.On", "true"), ("Prepaid.Least", "5"),
            ("Prepaid.BookLabel", "Carnet"), ("Prepaid.HoldMinutes", "2"),
            ("Prepaid.HoldDates", "19/12/2026 3/1/2027"));
        Assert.All(["Least", "BookPrice", "BookUnits", "HoldMinutes", "HoldUnits", "HoldDates"],
            f => Assert.NotNull(wrong.Document.QuerySelector($"#Prepaid_{f}-erreur")));
        await front.SubmitAsync(page, "form[action*='handler=Prepaid']", ("Prepaid.On", "true"), ("Prepaid.Take", "consumed"), ("Prepaid.Amounts", "15 30,5"),
            ("Prepaid.Low", ""),
            ("Prepaid.Least", "0,5"), ("Prepaid.BookLabel", "Carnet de 10 repas"), ("Prepaid.BookUnits", "restauration"), ("Prepaid.BookPrice", "35"),
            ("Prepaid.HoldMinutes", "30"),
            ("Prepaid.HoldUnits", "alsh-vacances-journee"), ("Prepaid.HoldDates", "19/12/2026 3/1/2027 4/12/2026\n"));
        var sent = front.Upstream.Calls.Last(c => c.Method == "PUT").Body;
        Assert.Contains(
            "{\"take\":\"consumed\",\"amounts\":[15,30.5],\"least\":0.5,\"low\":null,\"book\":{\"key\":\"carnet\",\"label\":\"Carnet de 10 repas\",\"units\":[\"restauration\"],"
            + "\"count\":10,\"price\":35},\"hold\":{\"minutes\":30,\"units\":[\"alsh-vacances-journee\"],"
            + "\"dates\":[{\"from\":\"2026-12-19\",\"until\":\"2027-01-03\",\"by\":\"2026-12-04\"}]}}", sent, StringComparison.Ordinal);

        // What the commune's file says comes back in the same fields.
        using var kept = System.Text.Json.JsonDocument.Parse(sent);
        var part = kept.RootElement.EnumerateObject().Single(p => p.Value.ValueKind == System.Text.Json.JsonValueKind.Object).Value;
        front.Upstream.Answers[$"GET {Api}offices"] = new OfficePartsView(8,
            [new OfficeParts("garderie-alsh", "Régie garderie ALSH", "regie", null) { Prepaid = part }]);
        page = await front.OpenAsync("/reglages/recouvrement");
        await front.SubmitAsync(page, "form[action*='handler=Prepaid']");
        Assert.Contains(part.GetRawText(), front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bookings_are_stopped_with_a_reason_meals_only_when_ticked_and_opened_again()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}dunning"] = ((DunningView)front.Upstream.Answers[$"GET {Api}dunning"]!) with
        {
            StopAfter = 5,
            Stops = [new BookingStopView(Moreau, "MOREAU Claire", false, true, "Plus de 5 jours de retard", "règle de la commune",
                new DateTime(2026, 12, 8, 9, 0, 0))],
        };
        front.Upstream.Answers[$"PUT {Api}stops/{Jean}"] = 204;
        front.Upstream.Answers[$"DELETE {Api}stops/{Moreau}"] = 204;
        var page = await front.OpenAsync("/relances?regie=garderie-alsh");
        Assert.Contains("Sauf les repas", page.Text, StringComparison.Ordinal);

        var silent = await front.SubmitAsync(page, "form[action*='handler=Stop']");
        Assert.Contains("Dites à la famille pourquoi", silent.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        var few = await front.SubmitAsync(page, "form[action*='handler=Stop']", ("Reason", "Retard"), ("Meals", "true"));
        Assert.Equal(("Retard", true, true), (few.Document.QuerySelector("details[open] #Reason")!.GetAttribute("value"),
            few.Document.QuerySelector("[name=Meals]")!.HasAttribute("checked"), few.Document.QuerySelector("#Reason-erreur") is not null));
        await front.SubmitAsync(page, "form[action*='handler=Stop']", ("Reason", "Trois rappels sans suite"));
        Assert.Contains("\"reason\":\"Trois rappels sans suite\",\"meals\":false", front.Upstream.Calls.Last(c => c.Method == "PUT").Body,
            StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=Lift']");
        Assert.Contains(front.Upstream.Calls, c => c.Method == "DELETE" && c.Path.EndsWith($"stops/{Moreau}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_debt_is_given_up_with_its_reason()
    {
        await using var front = await Front.StartAsync(Permissions.Billing);
        var invoice = new InvoiceSummary(Id, "AL-36", "invoice", "open", Jean, "DUPONT Jean", new DateOnly(2026, 11, 8), new DateOnly(2026, 11, 30),
            new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), "garderie-alsh", "Régie garderie ALSH", 120.60m, 120.60m, true);
        front.Upstream.Answers[$"GET {Api}invoices/{Id}"] = new InvoiceDetail(
            invoice, new InvoiceHeader(["Régie"], null, "Régie", "DUPONT Jean", ["DUPONT Jean"], "1", null, [], []), "AL2026000036", "2026000036", null, null,
            [], [], null, [], [], [], null);
        front.Upstream.Answers[$"POST {Api}invoices/{Id}/write-off"] = 204;
        var page = await front.OpenAsync($"/facturation/facture/{Id}");

        var silent = await front.SubmitAsync(page, "form[action*='handler=WriteOff']");
        Assert.Contains("Indiquez la décision", silent.Document.QuerySelector("details[open] #Because-erreur")!.TextContent, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}invoices/{Id}/write-off"] = new Upstream.Refusal(409, "invoice.title", "Le Trésor public recouvre cette facture.");
        var kept = await front.SubmitAsync(page, "form[action*='handler=WriteOff']", ("Because", "Délibération du 1er décembre"));
        Assert.Equal("Délibération du 1er décembre", kept.Document.QuerySelector("details[open] #Because")!.GetAttribute("value"));
        front.Upstream.Answers[$"POST {Api}invoices/{Id}/write-off"] = 204;
        await front.SubmitAsync(page, "form[action*='handler=WriteOff']", ("Because", "Délibération du 1er décembre"));
        Assert.Contains("\"reason\":\"D\\u00E9lib", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync(Permissions.Billing);
        front.Upstream.Answers[$"GET {Api}dunning"] = new DunningView(
            [new DunningOffice("garderie-alsh", "Régie garderie ALSH", true)], "garderie-alsh", [new DunningStepView(1, "Rappel", 7, false)],
            [
                new DunningRow(Jean, "DUPONT Jean", 120.60m, new DateOnly(2026, 11, 30), ["AL-36"], 0, null, 1, null, true, null),
                new DunningRow(Moreau, "MOREAU Claire", 27m, new DateOnly(2026, 10, 31), ["AL-41"], 1, new DateOnly(2026, 12, 1), null, "plan", false, Plan),
            ],
            [new HardshipRow(Id, Jean, "DUPONT Jean", "J’ai perdu mon travail.", new DateTime(2026, 12, 8, 9, 0, 0))],
            [new ReminderRow(Id, "MOREAU Claire", "Rappel", new DateOnly(2026, 12, 1), 27m, false)]);
        return front;
    }
}
