using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Ledger;
using Preau.Billing.Merging;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>
/// Two files of one family in Biviers, where meals are paid in advance, by the book of ten or not. Family
/// tells the merge by the snapshots of both files, Planning the days that went along.
/// </summary>
public abstract class MergeWorld(TestDatabase database) : BillingWorld(database)
{
    protected const string Root = "/api/biviers/billing/";
    protected const string Office = "garderie-alsh";
    protected static readonly Guid Stays = Guid.Parse("10000000-0000-0000-0000-0000000000a1");
    protected static readonly Guid Goes = Guid.Parse("10000000-0000-0000-0000-0000000000a2");
    protected static readonly Guid Zoe = Guid.Parse("30000000-0000-0000-0000-0000000000a1");
    protected static readonly Guid Leo = Guid.Parse("30000000-0000-0000-0000-0000000000a2");

    protected static FamilyChanged Staying(long version = 1, bool merged = false) => new(
        "biviers", At.AddMinutes(version), Stays, version, "2001", "MARTIN Odile", true, [],
        merged ? [OfZoe, OfLeo with { Origin = new ChildOrigin(Goes, Leo, Day(12, 8)) }] : [OfZoe], [Quotient], Address: Somewhere);

    protected static FamilyChanged Going(long version = 1, bool merged = false) => new(
        "biviers", At.AddMinutes(version), Goes, version, "2002", "MARTIN O.", true, [], merged ? [] : [OfLeo], [Quotient], MergedInto: merged ? Stays : null,
        Address: Somewhere);

    private static FamilyChild OfZoe => new(Zoe, "Zoé", "MARTIN", "f", new DateOnly(2018, 3, 12), null, "CE2", 1, false, null);

    private static FamilyChild OfLeo => new(Leo, "Léo", "MARTIN", "m", new DateOnly(2019, 3, 12), null, "CE1", 1, false, null);

    private static FamilyQuotient Quotient => new(612, new DateOnly(2026, 2, 1), null, "CAF");

    protected async Task OfferAsync()
    {
        await RulesAsync(d => d["cashOffices"]![0]!["prepaid"] =
            JsonNode.Parse("""{"low":null,"book":{"key":"carnet","label":"Carnet de 10 repas","units":["restauration"],"count":10,"price":36}}"""));
        await Billing.DeliverAsync(Staying());
        await Billing.DeliverAsync(Going());
    }

    protected Task<PaymentDetail> PayAsync(Guid family, decimal amount, int? books = null) => AsAgent(Permissions.Cash).PostAsAsync<PaymentDetail>(
        Root + "payments", new RecordPayment(Guid.NewGuid(), family, Office, Day(12, 1), PayMethods.Cheque, amount, Books: books));

    protected async Task<PrepaidAccount> AccountAsync(Guid family) => Assert.Single((await As(family).GetAsAsync<PrepaidView>(Root + "prepaid")).Accounts);

    /// <summary>What is left, in euros and in tickets.</summary>
    protected async Task<(decimal Left, int Tickets)> LeftAsync(Guid family) =>
        await AccountAsync(family) is var account ? (account.Left, account.Book!.Left) : default;

    /// <summary>Until the two accounts stand so, by the worker alone.</summary>
    protected Task SeeAsync((decimal, int) stays, (decimal, int) goes) =>
        Eventually.SeeAsync(async () => (await LeftAsync(Stays), await LeftAsync(Goes)), seen => seen == (stays, goes), 60);

    /// <summary>A round of the worker now.</summary>
    protected Task<bool> CarryAsync() => Billing.InTenantAsync("biviers", async s =>
    {
        await s.GetRequiredService<CarryOver>().RunAsync(default);
        return true;
    });

    protected Task<List<TransferLeg>> LegsAsync() =>
        Billing.InTenantAsync("biviers", s => s.GetRequiredService<BillingDb>().TransferLegs.AsNoTracking().OrderBy(l => l.At).ToListAsync());
}
