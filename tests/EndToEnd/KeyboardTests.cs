using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The month grid without a mouse, and every other way to its menus. Nothing is sent here.</summary>
public sealed class KeyboardTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Pays = "pays-saint-marcellin";

    [Fact]
    public async Task The_month_is_walked_chosen_and_asked_with_keys_alone()
    {
        var (page, day) = await OpenAsync(Browser.Desktop);
        var first = page.FreeCell("Repas", "Commune", day);
        var next = page.FreeCell("Repas", "Commune", day.AddDays(1));

        await first.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(next).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(first).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(first).Not.ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(first).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(first).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(next).ToBeCheckedAsync();
        await Assertions.Expect(page.Button("Demander 2 jours")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.CellMenu()).ToBeVisibleAsync();
        await Assertions.Expect(page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Demander une réservation" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.CellMenu()).ToBeHiddenAsync();
        await Assertions.Expect(next).ToBeFocusedAsync();

        // One stop for the whole grid: the next Tab stops are outside of it, and lead to the button.
        await page.Keyboard.PressAsync("Tab");
        Assert.False(await page.EvaluateAsync<bool>("document.querySelector('.month').contains(document.activeElement)"));
        await page.Button("Demander 2 jours").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Heading("Vérifiez avant d’envoyer")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Rowheader)
            .Filter(new LocatorFilterOptions { HasText = French.ShortDay(day)[..4] }))
            .ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_reason_opened_from_the_menu_is_left_with_Escape_and_the_focus_is_back_on_the_cell()
    {
        var (page, day) = await OpenAsync(Browser.Desktop);
        var cell = page.FreeCell("Repas", "Commune", day);
        await cell.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Pourquoi ?" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { NameRegex = new("^Pourquoi") })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#volet")).ToBeHiddenAsync();
        await Assertions.Expect(cell).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_right_click_opens_the_menu_and_chooses_nothing()
    {
        var (page, day) = await OpenAsync(Browser.Desktop);
        var cell = page.FreeCell("Repas", "Commune", day);
        await cell.ClickAsync(new LocatorClickOptions { Button = MouseButton.Right });
        await Assertions.Expect(page.CellMenu()).ToBeVisibleAsync();
        await Assertions.Expect(cell).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task On_a_phone_a_tap_chooses_and_a_long_press_opens_the_menu()
    {
        var (page, day) = await OpenAsync(Browser.Phone);
        var cell = page.FreeCell("Repas", "Commune", day);
        await cell.TapAsync();
        await Assertions.Expect(cell).ToBeCheckedAsync();
        await cell.TapAsync();
        await Assertions.Expect(cell).Not.ToBeCheckedAsync();

        await cell.ScrollIntoViewIfNeededAsync();
        var box = (await cell.Locator("xpath=..").BoundingBoxAsync())!;
        var touch = await page.Context.NewCDPSessionAsync(page);
        object[] points = [new Dictionary<string, object> { ["x"] = box.X + (box.Width / 2), ["y"] = box.Y + (box.Height / 2) }];
        await touch.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = "touchStart", ["touchPoints"] = points });
        await Assertions.Expect(page.CellMenu()).ToBeVisibleAsync();
        await touch.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
        // Lifting the finger neither chooses the cell nor closes what it opened.
        await page.WaitForFunctionAsync("() => new Promise(done => setTimeout(() => done(true), 500))");
        await Assertions.Expect(page.CellMenu()).ToBeVisibleAsync();
        await Assertions.Expect(cell).Not.ToBeCheckedAsync();
        await page.PictureAsync("menu-360");
    }

    [Fact]
    public async Task A_tap_on_a_booked_day_opens_its_menu_and_an_offered_place_is_left_or_taken_there()
    {
        var (page, _) = await OpenAsync(Browser.Phone);
        var booked = new DateOnly(2026, 12, 10);
        await page.OpenMonthAsync(Pays, booked);
        await page.TakenCell("Repas", "Commune", booked).TapAsync();
        await Assertions.Expect(page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Déclarer une absence" })).ToBeVisibleAsync();

        var (monday, friday) = (new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 18));
        await OfferAsync(monday, friday);
        await page.OpenMonthAsync(Pays, monday);
        await page.TakenCell("Repas Place", "Commune", monday).TapAsync();
        await Assertions.Expect(page.CellMenu()).ToContainTextAsync("gardée jusqu’au");
        await page.PictureAsync("menu-offre-360");
        await page.CellMenu().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Laisser la place" }).TapAsync();
        await Assertions.Expect(page.GetByText("Vous avez laissé la place")).ToBeVisibleAsync();

        await page.TakenCell("Repas Place", "Commune", friday).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.CellMenu().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Accepter la place") }))
            .ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("C’est réservé : la place est à vous.")).ToBeVisibleAsync();
        await Assertions.Expect(page.TakenCell("Repas", "Commune", friday)).ToContainTextAsync("Réservé");
    }

    /// <summary>The canteen is full on these days in the demo: the family waits, and another gives its place up.</summary>
    private async Task OfferAsync(params DateOnly[] days)
    {
        const string Meal = "bessins-restauration";
        using var parent = await product.ApiAsync(Pays, "pays.ztest");
        using var agent = await product.ApiAsync(Pays, "agent.saint-marcellin", office: true);
        var waits = await parent.PostAsAsync<Receipt>("planning/requests",
            new SubmitRequest(Guid.NewGuid(), [.. days.Select(d => new Intent(Children.Commune, Meal, d, IntentAction.Book))]));
        Assert.All(waits.Lines, l => Assert.EndsWith("waiting", l.Code, StringComparison.Ordinal));
        // Others may be ahead: as many places are given up as it takes.
        foreach (var day in days)
        {
            for (var child = 101; !(await parent.GetAsAsync<OffersView>("planning/offers")).Offers.Any(o => o.Date == day); child++)
            {
                var family = Guid.Parse($"10000000-0000-0000-0000-0000000001{(child - 101) / 3 + 1:00}");
                await agent.PostAsAsync<Receipt>("planning/requests",
                    new SubmitRequest(Guid.NewGuid(), [new Intent(Guid.Parse($"30000000-0000-0000-0000-000000000{child}"), Meal, day, IntentAction.Cancel)],
                        Family: family));
            }
        }
    }

    /// <summary>A month in which nobody books, at a day that is free and whose next day is free too.</summary>
    private async Task<(IPage Page, DateOnly Day)> OpenAsync((int Width, int Height) size)
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var free = await api.FreeDaysAsync("2027-05", Children.Commune, "bessins-restauration");
        var day = free.First(d => free.Contains(d.AddDays(1)) && d.Day > 2);
        var page = await browser.OpenAsync(product, size);
        await page.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await page.OpenMonthAsync(Pays, day);
        return (page, day);
    }
}
