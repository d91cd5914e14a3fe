using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Bookings of who owes for too long: never stopped unless the commune decided so, meals
/// never without an agent. AL-36 of Jean is due since 30 November.</summary>
public abstract class BookingStopTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";

    private HttpClient Agent => AsAgent(Permissions.Billing);

    [Fact]
    public async Task Nobody_is_stopped_in_a_commune_that_decided_nothing()
    {
        await Billing.DeliverAsync(JeanFamily());

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "stop.off", await StopAsync(Jean, true));
        Billing.Clock.Advance(TimeSpan.FromDays(200));

        Assert.Null((await ViewAsync()).StopAfter);
        Assert.Empty(Stops());
    }

    [Fact]
    public async Task An_agent_decides_with_a_reason_also_of_meals_and_a_payment_opens_again()
    {
        await AllowAsync(itself: false);
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "stop.nothing", await StopAsync(Jeanne, true));
        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest,
            await Agent.PutAsJsonAsync(Root + $"stops/{Jean}", new StopFamilyBookings("garderie-alsh", "trop", true)));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await AsAgent(Permissions.MoneyView).PutAsJsonAsync(Root + $"stops/{Jean}", Body(true)));

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await StopAsync(Jean, true));

        var stop = Assert.Single((await ViewAsync()).Stops!);
        Assert.Equal((Jean, true, false, "Sophie Perrin"), (stop.Family, stop.Meals, stop.Automatic, stop.By));
        var told = await StopsAsync(1);
        Assert.Equal((Jean, 1L, true, true), (told[0].FamilyId, told[0].Version, told[0].Stopped, told[0].Meals));
        var notice = await Eventually.SeeAsync(
            () => Task.FromResult(Billing.Published.OfType<FamilyNotified>().FirstOrDefault(n => n.Subject == "Réservations suspendues")),
            n => n is not null);
        Assert.Contains("repas compris", notice!.Text, StringComparison.Ordinal);

        await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>(Root + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cash, 120.60m));
        told = await StopsAsync(2);
        Assert.Equal((2L, false, false), (told[1].Version, told[1].Stopped, told[1].Meals));
        Assert.Empty((await ViewAsync()).Stops!);
    }

    [Fact]
    public async Task The_rule_stops_by_itself_never_meals_and_what_an_agent_lifted_stays_open()
    {
        await AllowAsync(itself: true);
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());

        Billing.Clock.Advance(TimeSpan.FromDays(23));
        var told = await StopsAsync(1);

        // 27 € of another family are under what the commune asks for.
        Assert.Equal((Jean, true, false), (Assert.Single(told).FamilyId, told[0].Stopped, told[0].Meals));
        Assert.True(Assert.Single((await ViewAsync()).Stops!).Automatic);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Agent.DeleteAsync(Root + $"stops/{Jean}"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.DeleteAsync(Root + $"stops/{Jean}"));
        // The next rounds stop someone else, and not whom the agent spared.
        await AllowAsync(itself: true, least: 20);
        Billing.Clock.Advance(TimeSpan.FromHours(2));
        told = await StopsAsync(3);
        Assert.Equal([Jean, Jean, Moreau], told.Select(t => t.FamilyId));
    }

    [Fact]
    public async Task Whose_difficulty_waits_or_plan_is_kept_is_not_stopped_and_a_plan_agreed_opens_again()
    {
        await AllowAsync(itself: false);
        await Billing.DeliverAsync(JeanFamily());
        await StopAsync(Jean, false);
        await StopsAsync(1);

        await As(Jean).PostAsJsonAsync(Root + "difficulty", new TellDifficulty("garderie-alsh", "J’ai perdu mon travail."));

        Assert.False((await StopsAsync(2))[1].Stopped);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "stop.sleeps", await StopAsync(Jean, false));
    }

    private static StopFamilyBookings Body(bool meals) => new("garderie-alsh", "Trois rappels sont restés sans réponse.", meals);

    private Task<HttpResponseMessage> StopAsync(Guid family, bool meals) => Agent.PutAsJsonAsync(Root + $"stops/{family}", Body(meals));

    private Task<DunningView> ViewAsync() => Agent.GetAsAsync<DunningView>(Root + "dunning?office=garderie-alsh");

    private List<BookingsStopped> Stops() => [.. Billing.Published.OfType<BookingsStopped>().OrderBy(s => s.At).ThenBy(s => s.Version)];

    private Task<List<BookingsStopped>> StopsAsync(int count) =>
        Eventually.PassAsync(Billing.Clock, TimeSpan.FromMinutes(5), () => Task.FromResult(Stops()), s => s.Count >= count);

    private async Task AllowAsync(bool itself, decimal least = 50)
    {
        var agent = AsAgent(Permissions.Settings);
        var view = await agent.GetAsAsync<SectionView>(Root + "settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        var dunning = document["cashOffices"]![0]!["dunning"]!;
        (dunning["stopAfter"], dunning["stopItself"], dunning["stopLeast"]) = (30, itself, least);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync(Root + "settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document))));
    }
}

public sealed class BookingStopOnSqlite() : BookingStopTests(TestDatabase.Sqlite);

public sealed class BookingStopOnSqlServer() : BookingStopTests(TestDatabase.SqlServer);
