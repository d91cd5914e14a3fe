using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>An account paid in advance with the régie of Biviers: Jean's, whose child Louise eats for 3,60 €. He owes AL-36, 120,60 €.</summary>
public abstract class PrepaidWorld(TestDatabase database) : OnlineWorld(database)
{
    protected const string Root = "/api/biviers/billing/";
    protected static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");

    protected Task<List<TicketsBought>> BoughtAsync(int count) => Eventually.SeeAsync(
        () => Task.FromResult(Billing.Published.OfType<TicketsBought>().OrderBy(t => t.Version).ToList()), t => t.Count >= count);

    protected Task<PrepaidView> ViewAsync() => As(Jean).GetAsAsync<PrepaidView>(Root + "prepaid");

    protected async Task<PrepaidAccount> AccountAsync() => Assert.Single((await ViewAsync()).Accounts);

    protected Task<HttpResponseMessage> TopUpAsync(decimal amount, int? books = null) => As(Jean).PostAsJsonAsync(
        Root + "prepaid/garderie-alsh/top-up",
        new TopUpPrepaid(amount, "jean.dupont@example.test", "https://portail.example/biviers/paiements/{attempt}", books));

    protected Task<HttpResponseMessage> AskBackAsync() =>
        As(Jean).PostAsJsonAsync(Root + "prepaid/garderie-alsh/refund", new AskPrepaidBack("Nous déménageons."));

    protected Task<PaymentDetail> PutInAsync(decimal amount) => Agent().PostAsAsync<PaymentDetail>(
        Root + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", new DateOnly(2026, 12, 8), PayMethods.Cash, amount));

    protected Task FamilyAsync(Custody? custody = null) => Billing.DeliverAsync(new FamilyChanged(
        "biviers", Billing.Clock.GetUtcNow().UtcDateTime, Jean, 1, "1001001818331", "DUPONT Jean", true, [],
        [new(Louise, "Louise", "DUPONT", "f", new DateOnly(2018, 3, 12), null, "CE2", 1, false, null) { Custody = custody }],
        [new FamilyQuotient(612, new DateOnly(2026, 2, 1), null, "CAF")],
        Address: new FamilyAddress("12 rue des Écoles", "38330", "Biviers")));

    protected Task MealsAsync(CellOutcome outcome, long version, params int[] days) => MealsAsync(Jean, outcome, version, days);

    protected Task MealsAsync(Guid booker, CellOutcome outcome, long version, params int[] days) => Billing.DeliverAsync(new DaysSettled(
        "biviers", Billing.Clock.GetUtcNow().UtcDateTime, booker,
        [.. days.Select(d =>
            new SettledCell(Louise, "restauration", new DateOnly(2026, 12, d), outcome, null, false, version, Guid.NewGuid(), "D-2026-00001"))]));

    protected Task<List<FamilyNotified>> NoticesAsync(int count) => Eventually.PassAsync(
        Billing.Clock, TimeSpan.FromMinutes(20), () => Task.FromResult(Billing.Published.OfType<FamilyNotified>().Where(n => n.Kind == "prepaid").ToList()),
        n => n.Count >= count);

    protected async Task OfferAsync(JsonObject prepaid, Action<JsonNode>? more = null)
    {
        var view = await Agent().GetAsAsync<SectionView>(Root + "settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        document["cashOffices"]![0]!["prepaid"] = prepaid;
        more?.Invoke(document);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await Agent().PutAsJsonAsync(Root + "settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document))));
    }
}
