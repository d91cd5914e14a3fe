using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>
/// The published prices and the simulator, without sign-in: tariffs are public by law (CGCT L2131-1). Nothing of a family is read here. The tenant of the
/// address is entered by hand; a commune without prices answers 404 like one that doesn't exist.
/// </summary>
internal static class PublicTariffs
{
    private const int MostItems = 60;

    public static void MapPublicTariffs(this WebApplication app)
    {
        var group = app.MapGroup("/api/{slug}/billing/public").AllowAnonymous().WithTags("billing");
        group.MapGet("/tariffs", ShowAsync);
        group.MapGet("/simulation", SimulateAsync);
    }

    private static async Task<Results<Ok<TariffsView>, ProblemHttpResult>> ShowAsync(
        string slug, Tenant tenant, IServiceProvider services, TimeProvider clock, HttpContext http, CancellationToken ct, DateOnly? on = null)
    {
        if (await RulesAsync(slug, tenant, services, ct) is not { } rules)
        {
            return Problems.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=60";
        return IsOff(on) ? Problems.Invalid("date.invalid", "Une date de 2000 à 2100.")
            : TypedResults.Ok(TariffGrid.Of(rules, on ?? rules.Today(clock), await NamesAsync(services.GetRequiredService<BillingDb>(), ct)));
    }

    private static async Task<Results<Ok<PriceSimulation>, ProblemHttpResult>> SimulateAsync(
        string slug, Tenant tenant, IServiceProvider services, TimeProvider clock, CancellationToken ct, decimal? quotient = null, bool? resident = null,
        DateOnly? on = null, string[]? item = null)
    {
        if (await RulesAsync(slug, tenant, services, ct) is not { } rules)
        {
            return Problems.NotFound();
        }

        if (IsOff(on) || quotient is < 0 or > 1_000_000)
        {
            return Problems.Invalid("simulation.invalid", "Un quotient de 0 à 1 000 000 et une date de 2000 à 2100.");
        }

        var items = new List<SimulatedItem>();
        foreach (var text in item ?? [])
        {
            if (SimulatedItem.Read(text, rules, out var unknown) is { } one)
            {
                items.Add(one);
            }
            else if (!unknown)
            {
                return Problems.Invalid("item.invalid", "Un nombre de jours s’écrit repas*11, de 0 à 99.");
            }
        }

        return items.Count > MostItems ? Problems.Invalid("item.invalid", $"{MostItems} lignes au plus.")
            : TypedResults.Ok(SimulateMonth.Of(rules, [.. items.Where(i => i.Days > 0).DistinctBy(i => i.Key)], quotient, resident ?? true,
                on ?? rules.Today(clock)));
    }

    internal static async Task<Func<string, string?>> NamesAsync(BillingDb db, CancellationToken ct)
    {
        var names = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).OrderBy(u => u.Service, StringComparer.Ordinal).GroupBy(u => u.Unit)
            .ToDictionary(g => g.Key, g => g.First().LineLabel());
        return unit => names.GetValueOrDefault(unit);
    }

    private static bool IsOff(DateOnly? on) => on?.Year is < 2000 or > 2100;

    private static async Task<BillingRules?> RulesAsync(string slug, Tenant tenant, IServiceProvider services, CancellationToken ct)
    {
        if (slug.Length > 64 || !slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return null;
        }

        tenant.Enter(slug);
        var db = services.GetRequiredService<BillingDb>();
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        return rules.Tariffs.Count > 0 ? rules : null;
    }
}
