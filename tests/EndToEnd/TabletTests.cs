using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Two tablets on one list of the evening, without network.</summary>
public sealed class TabletTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Tenant = "pays-saint-marcellin";
    private const string Evening = "bessins-garderie-soir";

    [Fact]
    public async Task Two_tablets_mark_the_same_list_without_network_and_nothing_is_doubled_or_lost_when_it_comes_back()
    {
        var (first, second) = (await OpenAsync(Browser.Desktop), await OpenAsync(Browser.Phone));
        await first.Context.SetOfflineAsync(true);
        await second.Context.SetOfflineAsync(true);

        // The same child, whom nobody expected, is added on both; one goes on after a reload, the other marks the departure.
        await AddAsync(first);
        await AddAsync(second);
        await Assertions.Expect(Status(first)).ToHaveTextAsync("Hors ligne : 1 pointage gardé ici");
        await first.ReloadAsync();
        await Assertions.Expect(Row(first)).ToContainTextAsync("Présent sans réservation");
        await Assertions.Expect(Status(first)).ToHaveTextAsync("Hors ligne : 1 pointage gardé ici");
        await first.IsAccessibleAsync();
        // The evacuation list opens without network too, with whom to call; a list of another service knows nothing of this mark.
        await first.GotoAsync($"/{Tenant}/mairie/pointage/evacuation?facility=bessins");
        await Assertions.Expect(first.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Dans les locaux : 1 enfant");
        await Assertions.Expect(first.GetByRole(AriaRole.Row, new PageGetByRoleOptions { NameRegex = new Regex("ZTEST Commune") }))
            .ToContainTextAsync("Ne pas remettre à Paul Ztest");
        await first.GotoAsync($"/{Tenant}/mairie/pointage?service=bessins-restauration");
        await Assertions.Expect(Row(first)).ToHaveAttributeAsync("data-presence", "Unmarked");
        await first.GotoAsync($"/{Tenant}/mairie/pointage?service={Evening}");
        await second.Button("Départ").ClickAsync();
        await Assertions.Expect(Status(second)).ToHaveTextAsync("Hors ligne : 2 pointages gardés ici");
        await Assertions.Expect(Row(second)).ToContainTextAsync("Parti à");
        // Withdrawn and marked again, offline: what stands is what counts.
        await second.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("Annuler") }).ClickAsync();
        await second.Button("Départ").ClickAsync();
        // Who collected is asked at once, and kept with the departure.
        await Row(second).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Odile Ztest" }).ClickAsync();
        await Assertions.Expect(Row(second)).ToContainTextAsync("avec : Odile Ztest");
        await Row(second).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new Regex("Qui vient") }).ClickAsync();
        await Assertions.Expect(Row(second)).ToContainTextAsync("Odile Ztest");
        await Assertions.Expect(Row(second)).ToContainTextAsync("Ne pas remettre à Paul Ztest.");
        await second.IsAccessibleAsync();

        await first.Context.SetOfflineAsync(false);
        await second.Context.SetOfflineAsync(false);
        await Assertions.Expect(Status(first)).ToHaveTextAsync("Tout est envoyé");
        await Assertions.Expect(Status(second)).ToHaveTextAsync("Tout est envoyé");

        using var agent = await product.ApiAsync(Tenant, "agent.saint-marcellin", office: true);
        var child = Assert.Single((await agent.GetAsAsync<RollView>($"planning/roll?service={Evening}")).Children, c => c.ChildId == Children.Commune);
        Assert.Equal([MarkKind.Arrival, MarkKind.Arrival, MarkKind.Departure, MarkKind.Departure, MarkKind.Departure, MarkKind.Undo],
            child.Marks.Select(m => m.Kind).Order());
        Assert.Equal("Odile Ztest", child.CollectedBy);
        Assert.Equal((CellState.PresentUnbooked, RollPresence.Present, child.Marks.Where(m => m.Kind == MarkKind.Arrival).Min(m => m.Time)),
            (child.State, child.Presence, child.Arrival!.Value));
        Assert.NotNull(child.Departure);
        // Each tablet sees what the other marked.
        await first.ReloadAsync();
        await Assertions.Expect(Row(first)).ToContainTextAsync("Parti à");
        Assert.Equal(0, await first.SidewaysAsync());
        await first.PictureAsync("pointage-1280");
        await second.PictureAsync("pointage-360");

        // Signing out takes everything off the tablet.
        await first.Button("Se déconnecter").ClickAsync();
        await Assertions.Expect(first.GetByLabel("Identifiant")).ToBeVisibleAsync();
        Assert.Empty(
            await first.EvaluateAsync<string[]>(
                "(async () => [...(await indexedDB.databases()).map(d => d.name), ...await caches.keys()].filter(n => n.startsWith('preau-pointage')))()"));
    }

    [Fact]
    public async Task Without_network_too_children_of_a_service_that_is_over_are_named_apart()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync($"/{Tenant}/mairie/", "agent.saint-marcellin");

        // What a tablet keeps after the page was opened at noon: one child inside, one of whom nobody knows; a third was marked here in a unit that ended.
        await page.EvaluateAsync("""
            async () => {
              const { showInside } = await import('/_ui/roll-inside.mjs');
              const now = new Date(), day = now.toISOString().slice(0, 10);
              const child = (childId, firstName) => ({ childId, firstName, lastName: 'ESSAI', grade: 'CP', unitLabel: 'Repas', since: '00:01:00' });
              const kept = { key: 'evacuation', commune: 'Essai', notes: [], offset: 0, inside: { now: `${day}T00:02:00`,
                shown: [{ facility: 'f', label: 'École', children: [child('1', 'Ana')] }], over: [{ facility: 'f', label: 'École', children: [child('2', 'Bob')] }] } };
              const view = { date: day, facility: 'f', facilityLabel: 'École', units: [{ unit: 'matin', label: 'Matin', ends: '00:00:00' }], others: [],
                children: [{ ...child('3', 'Cléo'), unit: 'matin', marks: [{ id: 'm', kind: 'Present', at: '', time: '00:00:00', replaces: null }] }] };
              const root = document.createElement('div'); root.id = 'essai'; document.querySelector('main').append(root);
              await showInside(root, { lists: async () => [kept, { key: 'l', offset: 0, notes: [], view }], marks: async () => [] }, '');
            }
            """);

        var list = page.Locator("#essai");
        await Assertions.Expect(list.GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Level = 1 })).ToContainTextAsync("Dans les locaux : 1 enfant");
        await Assertions.Expect(list.GetByRole(AriaRole.Row, new LocatorGetByRoleOptions { NameRegex = new Regex("ESSAI Ana") })).ToHaveCountAsync(1);
        var over = list.Locator("section").Filter(new LocatorFilterOptions { HasText = "École : service terminé, aucun départ noté" });
        await Assertions.Expect(over).ToContainTextAsync("2 enfants à vérifier");
        await Assertions.Expect(over).ToContainTextAsync("ESSAI Bob");
        await Assertions.Expect(over).ToContainTextAsync("ESSAI Cléo");
    }

    private async Task<IPage> OpenAsync((int Width, int Height) size)
    {
        var page = await browser.OpenAsync(product, size);
        await page.SignInAsync($"/{Tenant}/mairie/", "agent.saint-marcellin");
        // Two lists are on each tablet, so that a mark could stray.
        await page.GotoAsync($"/{Tenant}/mairie/pointage?service=bessins-restauration");
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Tout est envoyé");
        await page.GotoAsync($"/{Tenant}/mairie/pointage?service={Evening}");
        // From here on the tablet holds all it needs.
        await page.Locator("#pointage[data-kept='1']").WaitForAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Tout est envoyé");
        return page;
    }

    private static async Task AddAsync(IPage page)
    {
        await page.Button("Enfant non prévu").ClickAsync();
        await page.GetByLabel("Nom de l’enfant", new PageGetByLabelOptions { Exact = true }).FillAsync("ztest");
        await page.Button("Noter l’arrivée").ClickAsync();
        await Assertions.Expect(Row(page)).ToContainTextAsync("Présent sans réservation");
    }

    private static ILocator Status(IPage page) => page.Locator("#pointage [data-unsent]");

    private static ILocator Row(IPage page) => page.Locator(".roll > li").Filter(new LocatorFilterOptions { HasText = "Commune ZTEST" });
}
