using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Waiting;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What tests of waiting lists do over and over.</summary>
internal static class WaitingWorld
{
    public const string Pays = PlanningWorld.Pays;

    /// <summary>Gives a service of its own rule set, with a waiting list and these places in its pool of the same name.</summary>
    public static Task ListAsync(this PlanningWorld world, string service, int capacity, string more = "{}") => world.ChangeSettingsAsync(Pays, document =>
    {
        var rule = document["rules"]!["periscolaire"]![0]!.DeepClone().AsObject();
        rule["full"] = "waitingList";
        foreach (var (key, value) in JsonNode.Parse(more)!.AsObject())
        {
            rule[key] = value?.DeepClone();
        }

        document["rules"]![service] = new JsonArray(rule);
        document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).Single(s => (string?)s!["key"] == service)!["rule"] = service;
        document["facilities"]!.AsArray().SelectMany(f => f!["pools"]!.AsArray()).Single(p => (string?)p!["key"] == service)!["capacity"] = capacity;
    });

    public static async Task<List<Household>> AddFamiliesAsync(this PlanningWorld world, int count, params string[] services)
    {
        var families = new List<Household>();
        for (var i = 0; i < count; i++)
        {
            families.Add(await world.AddFamilyAsync(Pays, services));
        }

        return families;
    }

    public static Task<OffersView> OffersAsync(this Household family) => family.Parent.GetAsAsync<OffersView>($"{family.Api}/offers");

    public static async Task<HttpResponseMessage> AnswerAsync(this Household family, string answer)
    {
        var offers = (await family.OffersAsync()).Offers;
        return await family.Parent.PostAsync($"{family.Api}/offers/{(offers.Length > 0 ? offers[0].OfferId : Guid.NewGuid())}/{answer}", null);
    }

    public static Task<Receipt> ReadAsync(this Household family, Guid request) => family.Parent.GetAsAsync<Receipt>($"{family.Api}/requests/{request}");

    /// <summary>The state of each family's cell, in order.</summary>
    public static async Task<BookingState[]> StatesAsync(this PlanningWorld world, List<Household> families, string unit, DateOnly date)
    {
        var states = new List<BookingState>();
        foreach (var family in families)
        {
            states.Add((await world.CellAsync(Pays, family.Child, unit, date))?.Booking ?? BookingState.None);
        }

        return [.. states];
    }

    /// <summary>Checks one pool and day: the counter is what cells hold, nobody waits beside a free place.</summary>
    /// <returns>Places held.</returns>
    public static Task<int> CheckPlacesAsync(this PlanningWorld world, string pool, DateOnly date, int capacity, int? atMost = null) =>
        world.Service.InTenantAsync(Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var cells = await db.Cells.AsNoTracking().Where(c => c.Date == date).ToListAsync();
            var held = cells.Count(c => c.SeatKeys.Contains(pool));
            var taken = await db.PoolDays.Where(p => p.Pool == pool && p.Date == date).Select(p => p.Taken).SingleOrDefaultAsync();
            var places = await db.WaitingPlaces.AsNoTracking().Where(w => w.Date == date && w.Queue == pool).ToListAsync();
            Assert.Equal(held, taken);
            Assert.InRange(held, 0, atMost ?? capacity);
            Assert.Equal(cells.Count(c => c.Unit == pool && c.Booking is BookingState.Waitlisted), places.Count(p => p.State == WaitingState.Waiting));
            Assert.Equal(cells.Count(c => c.Unit == pool && c.Booking is BookingState.Offered && c.SeatKeys.Contains(pool)),
                places.Count(p => p.State == WaitingState.Offered));
            Assert.False(held < capacity && places.Exists(p => p.State == WaitingState.Waiting), $"{places.Count} wait beside {capacity - held} free places.");
            return held;
        });

    /// <summary>A full round of the worker that looks after the lists.</summary>
    public static Task<bool> SweepAsync(this PlanningWorld world, string tenant = Pays) => world.Service.InTenantAsync(tenant, async scope =>
    {
        await scope.GetRequiredService<Sweep>().ServeAllAsync(default);
        return true;
    });

    public static async Task OkAsync(this Task<HttpResponseMessage> response) => await HttpAssert.StatusAsync(HttpStatusCode.OK, await response);
}
