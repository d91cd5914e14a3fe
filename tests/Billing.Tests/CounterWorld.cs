using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Payments taken at the counter.</summary>
public abstract class CounterWorld(TestDatabase database) : BillingWorld(database)
{
    protected const string Api = "/api/biviers/billing";

    protected HttpClient Cash => AsAgent(Permissions.Cash);

    protected static RecordPayment Body(Guid family, decimal amount) => new(Guid.NewGuid(), family, "garderie-alsh", Day(12, 8), PayMethods.Cheque, amount);

    protected Task<HttpResponseMessage> GiveBackAsync(Guid refund, string method) =>
        Cash.PostAsJsonAsync($"{Api}/refunds/{refund}/paid", new PayRefund(method));

    protected Task<PaymentDetail> PayAsync(Guid family, decimal amount, string method = PayMethods.Cheque) =>
        Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(family, amount) with { Method = method });
}
