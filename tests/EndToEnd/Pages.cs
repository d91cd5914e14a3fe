using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Preau.Contracts.Words;

namespace Preau.EndToEnd;

/// <summary>The children of the demo families.</summary>
internal static class Children
{
    public static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    public static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    public static readonly Guid Commune = Guid.Parse("30000000-0000-0000-0000-000000000011");
}

/// <summary>Pages and their parts, in the words that stand on them.</summary>
internal static partial class Pages
{
    public static ILocator Button(this IPage page, string begins) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Begins(begins) });

    public static ILocator Link(this IPage page, string begins) => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = Begins(begins) });

    public static ILocator Heading(this IPage page, string begins) => page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = Begins(begins) });

    /// <summary>The month and, on a phone, the week of this day.</summary>
    public static async Task OpenMonthAsync(this IPage page, string tenant, DateOnly day)
    {
        await page.GotoAsync($"/{tenant}/planning?mois={day:yyyy-MM}&semaine={day:yyyy-MM-dd}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Planning");
    }

    /// <summary>A free cell: a check box whose name ends with the child and the day.</summary>
    public static ILocator FreeCell(this IPage page, string service, string child, DateOnly day) =>
        page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { NameRegex = CellName(service, child, day) });

    /// <summary>Any other cell: a link that tells its state.</summary>
    public static ILocator TakenCell(this IPage page, string service, string child, DateOnly day) =>
        page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = CellName(service, child, day) });

    /// <summary>A cell without scripts: its row is the day, its column the child and service; the demo's child there is the only one.</summary>
    public static ILocator PlainCell(this IPage page, AriaRole role, string service, DateOnly day) =>
        page.Locator(".month tr")
            .Filter(new LocatorFilterOptions { Has = page.Locator("th .long").GetByText(French.Day(day), new LocatorGetByTextOptions { Exact = true }) })
            .GetByRole(role, new LocatorGetByRoleOptions { NameRegex = Begins(service) });

    /// <summary>The menu of a cell.</summary>
    public static ILocator CellMenu(this IPage page) => page.Locator("#menu-case");

    /// <summary>Checks free cells and leads to the page that checks the request before it is sent.</summary>
    public static async Task ChooseAsync(this IPage page, string tenant, string service, string child, params DateOnly[] days)
    {
        await page.OpenMonthAsync(tenant, days[0]);
        foreach (var day in days)
        {
            await page.FreeCell(service, child, day).CheckAsync();
        }

        await page.Button("Demander").ClickAsync();
        await Assertions.Expect(page.Heading("Vérifiez avant d’envoyer")).ToBeVisibleAsync();
    }

    /// <summary>Confirms and gives the number of the receipt.</summary>
    public static async Task<string> ConfirmAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^(Confirmer|Envoyer la demande)") }).ClickAsync();
        var heading = page.Heading("Demande n°");
        await Assertions.Expect(heading).ToBeVisibleAsync();
        return Number().Match(await heading.InnerTextAsync()).Value;
    }

    /// <summary>The queue with this one request, found by its number.</summary>
    public static async Task FindRequestAsync(this IPage page, string tenant, string number)
    {
        await page.GotoAsync($"/{tenant}/mairie/demandes");
        await page.GetByLabel("Famille, enfant ou numéro").FillAsync(number);
        await page.Button("Filtrer").ClickAsync();
        await Assertions.Expect(page.Locator("#demande")).ToContainTextAsync(number);
    }

    /// <summary>The family's notice about a request, opened from the inbox.</summary>
    /// <param name="isNews">False for what the family did itself: it is there, read.</param>
    public static async Task OpenNoticeAsync(this IPage page, string tenant, string number, bool isNews = true)
    {
        await page.GotoAsync($"/{tenant}/messages");
        var notice = page.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = number });
        await Assertions.Expect(notice).ToHaveCountAsync(1);
        if (isNews)
        {
            await Assertions.Expect(notice).ToContainTextAsync("Nouveau");
            await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Navigation principale" }).Locator(".count"))
                .ToHaveTextAsync(new Regex("^[1-9][0-9]* nouveaux?$"));
        }
        else
        {
            await Assertions.Expect(notice).Not.ToContainTextAsync("Nouveau");
        }

        await notice.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Heading("Votre demande n°")).ToContainTextAsync(number);
    }

    /// <summary>Where the line of a service stands among the month's charges.</summary>
    public static async Task<ILocator> ChargeAsync(this IPage page, string tenant, DateOnly day, string label)
    {
        await page.GotoAsync($"/{tenant}/factures?mois={day:yyyy-MM}");
        return page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = label });
    }

    private static Regex Begins(string text) => new("^" + Loosely(text));

    private static Regex CellName(string service, string child, DateOnly day) => new($"^{Loosely(service)} .*, {child}, {Loosely(French.Day(day))}$");

    // Spaces that must not break count as spaces.
    private static string Loosely(string text) =>
        Regex.Escape(text).Replace("\\ ", "\\s", StringComparison.Ordinal).Replace("\u00A0", "\\s", StringComparison.Ordinal);

    [GeneratedRegex(@"[0-9A-Z][0-9A-Z-]+$")]
    private static partial Regex Number();
}
