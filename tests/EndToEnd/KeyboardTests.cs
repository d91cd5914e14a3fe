using Microsoft.Playwright;
using Preau.Ui;

namespace Preau.EndToEnd;

/// <summary>The month grid without a mouse, and every other way to its menus. Nothing is sent here.</summary>
public sealed class KeyboardTests(Product product, Browser browser)
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
        await Assertions.Expect(page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Rowheader).Filter(new LocatorFilterOptions { HasText = French.ShortDay(day)[..4] })).ToHaveCountAsync(1);
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
    public async Task A_tap_on_a_booked_day_opens_its_menu()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var (page, _) = await OpenAsync(Browser.Phone);
        var booked = new DateOnly(2026, 12, 10);
        await page.OpenMonthAsync(Pays, booked);
        await page.TakenCell("Repas", "Commune", booked).TapAsync();
        await Assertions.Expect(page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Déclarer une absence" })).ToBeVisibleAsync();
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
