using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.OnlinePayment;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.DemoTreasury;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Billing with the demo communes on 8 December 2026, beside a treasury that speaks as
/// the real one does, by the same clock. Jean owes AL-36, 120,60 €.</summary>
public abstract class OnlineWorld(TestDatabase database) : IAsyncLifetime
{
    protected static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    protected static readonly Guid Jeanne = Guid.Parse("10000000-0000-0000-0000-000000000002");
    protected static readonly Guid Petit = Guid.Parse("10000000-0000-0000-0000-000000000031");
    private const string Root = "/api/biviers/billing/";

    private WebApplication _treasury = null!;

    protected ServiceUnderTest Billing { get; private set; } = null!;

    internal TreasuryDesk Desk => _treasury.Services.GetRequiredService<TreasuryDesk>();

    public async ValueTask InitializeAsync()
    {
        var clock = new SharedClock();
        _treasury = DemoTreasuryApp.Build(b => b.WebHost.UseUrls("http://127.0.0.1:0"), clock);
        await _treasury.StartAsync();
        var url = _treasury.Urls.First();
        Billing = await ServiceUnderTest.StartAsync(
            BillingApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
            ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")), ("Demo:Directory", Path.Combine(Communes.Deploy, "demo")),
            ("PayFip:Service", url + DemoTreasuryApp.ServicePath), ("PayFip:Page", url + DemoTreasuryApp.PagePath), ("PublicUrl", "https://portail.example"));
        clock.Of = Billing.Clock;
    }

    public async ValueTask DisposeAsync()
    {
        if (Billing is not null)
        {
            await Billing.DisposeAsync();
        }

        await _treasury.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected HttpClient As(Guid family, string tenant = "biviers") => Billing.Client(Tokens.Guardian(tenant, family));

    protected HttpClient Agent(params string[] permissions) =>
        Billing.Client(Tokens.Agent("biviers", permissions.Length > 0 ? permissions : [Permissions.Cash, Permissions.Billing, Permissions.Settings]));

    protected async Task<InvoiceSummary> InvoiceAsync(string number = "AL-36") =>
        (await As(Jean).GetAsAsync<InvoicesView>(Root + "invoices?state=all")).Invoices.Single(i => i.Number == number);

    protected Task<HttpResponseMessage> TryStartAsync(Guid invoice, string email = "jean.dupont@example.test", bool part = false) =>
        As(Jean).PostAsJsonAsync(Root + $"online/{invoice}", new StartOnlinePayment(email, "https://portail.example/biviers/paiements/{attempt}", part));

    protected async Task<(Guid Attempt, Operation Operation)> StartAsync(bool part = false)
    {
        var answer = await TryStartAsync((await InvoiceAsync()).Id, part: part);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var started = (await answer.Content.ReadFromJsonAsync<OnlineStarted>())!;
        return (started.Attempt, Desk.Find(new Uri(started.Address).Query["?idop=".Length..])!);
    }

    /// <summary>What the treasury sends: a form with the name of the payment and nothing else.</summary>
    protected async Task NotifyAsync(string idOp)
    {
        using var client = Billing.Client();
        using var form = new FormUrlEncodedContent([new("idop", idOp)]);
        Assert.True((await client.PostAsync(Root + "payfip/notification", form)).IsSuccessStatusCode);
    }

    /// <summary>A round of the poller at the time it is now.</summary>
    protected Task PollAsync() => Billing.InTenantAsync("biviers", async services =>
    {
        await PollPayments.AskDueAsync(services, Billing.Clock.GetUtcNow().UtcDateTime, default);
        return true;
    });

    protected Task<OnlineAttemptView> AttemptAsync(Guid id) => As(Jean).GetAsAsync<OnlineAttemptView>(Root + $"online/attempts/{id}");

    protected Task<OnlineView> ShowAsync(Guid invoice) => As(Jean).GetAsAsync<OnlineView>(Root + $"online/{invoice}");

    protected async Task<PaymentSummary[]> PaymentsAsync() =>
        [.. (await As(Jean).GetAsAsync<PaymentsView>(Root + "payments")).Payments.Where(p => p.Method is PayMethods.Card or PayMethods.DirectDebit)];

    protected Task<OnlineAttempts> ToVerifyAsync() => Agent().GetAsAsync<OnlineAttempts>(Root + "online/attempts");

    private sealed class SharedClock : TimeProvider
    {
        public TimeProvider Of { get; set; } = System;

        public override DateTimeOffset GetUtcNow() => Of.GetUtcNow();
    }
}
