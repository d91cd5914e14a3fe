using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Preau.Billing.OnlinePayment;
using Preau.DemoTreasury;

namespace Preau.Billing.Tests.Exchange;

/// <summary>The client against a service that speaks as the treasury's does.</summary>
public sealed class PayFipServiceTests : IAsyncLifetime
{
    private static readonly PayFipPayment Payment = new("2027", "jean@example.test", "12060", "012345", "Facture AL 2027 36", "AL2027000036", "W",
        "https://a.test/n", "https://a.test/r");

    private readonly HttpClient _http = new();
    private WebApplication _app = null!;
    private PayFipClient _client = null!;

    private TreasuryDesk Desk => _app.Services.GetRequiredService<TreasuryDesk>();

    public async ValueTask InitializeAsync()
    {
        _app = DemoTreasuryApp.Build(b => b.WebHost.UseUrls("http://127.0.0.1:0"));
        await _app.StartAsync();
        _client = Client(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_payment_is_created_waits_for_its_result_and_gives_it()
    {
        var idOp = (await _client.CreateAsync(Payment, default)).Value!;
        Assert.Equal(36, idOp.Length);
        Assert.Equal("P5", (await _client.ResultAsync(idOp, default)).Fault!.Code);

        Desk.Decide(Desk.Find(idOp)!, "P");

        var result = (await _client.ResultAsync(idOp, default)).Value!;
        Assert.Equal(("P", "12060", "AL2027000036", "012345", "W", "20"),
            (result.Resultrans, result.Montant, result.Refdet, result.Numcli, result.Saisie, result.Exer));
        Assert.NotNull(result.Date);
    }

    [Theory]
    [InlineData("AL-36", "12060", "jean@example.test", "012345", "R3")]
    [InlineData("AL36", "12060", "jean@example.test", "012345", "R3")]
    [InlineData("AL2027000036", "99", "jean@example.test", "012345", "M3")]
    [InlineData("AL2027000036", "10000001", "jean@example.test", "012345", "M5")]
    [InlineData("AL2027000036", "12,06", "jean@example.test", "012345", "M1")]
    [InlineData("AL2027000036", "12060", "", "012345", "A1")]
    [InlineData("AL2027000036", "12060", "jean", "012345", "A2")]
    [InlineData("AL2027000036", "12060", "jean@example.test", "12345", "T1")]
    [InlineData("AL2027000036", "12060", "jean@example.test", "000000", "T2")]
    public async Task What_the_guide_refuses_is_refused_with_its_code(string reference, string amount, string mail, string client, string code) =>
        Assert.Equal(code,
            (await _client.CreateAsync(Payment with { Refdet = reference, Montant = amount, Mel = mail, Numcli = client }, default)).Fault!.Code);

    [Fact]
    public async Task A_name_it_does_not_know_is_P1_and_a_client_says_who_it_is()
    {
        Assert.Equal("P1", (await _client.ResultAsync(Guid.NewGuid().ToString(), default)).Fault!.Code);
        Assert.Equal("Client 018110", (await _client.ClientAsync("018110", default)).Value!.LibelleN2);
        Assert.Equal("T2", (await _client.ClientAsync("000000", default)).Fault!.Code);
    }

    [Fact]
    public async Task No_answer_is_a_fault_like_another()
    {
        Desk.Down = "999";
        Assert.Equal("999", (await _client.CreateAsync(Payment, default)).Fault!.Code);
        Assert.Equal("unreachable", (await Client("http://127.0.0.1:9").CreateAsync(Payment, default)).Fault!.Code);
    }

    private PayFipClient Client(string url) => new(
        _http, new ConfigurationBuilder().AddInMemoryCollection([new("PayFip:Service", url + DemoTreasuryApp.ServicePath)]).Build(),
        new HostingEnvironment { EnvironmentName = "Testing" },
        NullLogger<PayFipClient>.Instance);
}
