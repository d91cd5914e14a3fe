using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>What a parent does on the way, by hand.</summary>
internal sealed partial class Journey
{
    /// <summary>The file behind this link is a PDF.</summary>
    public Task SaveAsync(string link) => SaveAsync(page.Link(link).First);

    public async Task SaveAsync(ILocator link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.Equal("%PDF-", System.Text.Encoding.ASCII.GetString((await File.ReadAllBytesAsync(await download.PathAsync()))[..5]));
    }

    private ILocator Thread => page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Fils de messages" });

    /// <summary>Opens the newest message of the inbox.</summary>
    public async Task ReadNewestAsync()
    {
        await OpenAsync("messages", "Reçus");
        await Thread.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article).First).ToBeVisibleAsync();
    }

    /// <summary>Writes to the commune; the message stands among those sent.</summary>
    public async Task WriteAsync(string about, string body, string? subject = null)
    {
        await OpenAsync("messages");
        await FollowAsync("Nous contacter", "Nous contacter");
        if (await page.Locator("select[name=Subject]").CountAsync() > 0)
        {
            await page.Locator("select[name=Subject]").SelectOptionAsync(subject ?? "Autre demande");
        }

        await page.GetByLabel("De quoi s’agit-il").FillAsync(about);
        await page.GetByLabel("Votre message").FillAsync(body);
        await page.Button("Envoyer").ClickAsync();
        await ReadAsync("Votre message est envoyé.");
        await OpenAsync("messages?boite=envoyes");
        await Thread.GetByRole(AriaRole.Link).Filter(new LocatorFilterOptions { HasText = about }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article).First).ToContainTextAsync(body);
        await ReadAsync();
    }

    /// <summary>Asks that this person may collect the child.</summary>
    public async Task AddPersonAsync(string name)
    {
        await page.GetByText("Ajouter une personne").ClickAsync();
        await page.GetByLabel("Prénom et nom").FillAsync(name);
        await page.GetByLabel("Lien avec l’enfant").FillAsync("voisine");
        await page.GetByLabel("Téléphone", new PageGetByLabelOptions { Exact = true }).FillAsync("06 39 98 12 77");
        await page.Button("Demander l’ajout").ClickAsync();
        await ReadAsync(name, "d’ici là, cette personne ne peut pas venir");
    }

    public async Task AddChildAsync(string name, string birth)
    {
        await OpenAsync("enfants/ajouter", "Ajouter un enfant");
        await page.GetByLabel("Prénom", new PageGetByLabelOptions { Exact = true }).FillAsync(name);
        await page.GetByLabel("Nom", new PageGetByLabelOptions { Exact = true }).FillAsync("Essai");
        await page.GetByLabel("Date de naissance").FillAsync(birth);
        await page.Button("Envoyer la demande").ClickAsync();
        await ReadAsync(name);
    }

    /// <summary>One month on and back; on a phone the weeks go by.</summary>
    public async Task TurnAsync()
    {
        await OpenAsync("planning", "Légende");
        await NarrowAsync();
        var week = page.Locator("[data-week-label]");
        var here = await week.InnerTextAsync();
        await page.Link("Semaine suivante").ClickAsync();
        await Assertions.Expect(week).Not.ToHaveTextAsync(here);
        await page.Link("Semaine précédente").ClickAsync();
        await Assertions.Expect(week).ToHaveTextAsync(here);
        await WidenAsync();
        await FollowAsync("Mois suivant");
        await WidenAsync();
        await FollowAsync("Mois précédent");
    }

    /// <summary>From the account to the outside.</summary>
    /// <param name="to">A part of the address where it ends; null for the page to sign in again.</param>
    public async Task SignOutAsync(string? to = null)
    {
        await OpenAsync("compte");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Se déconnecter" }).ClickAsync();
        await (to is null ? Assertions.Expect(page.GetByLabel("Identifiant")).ToBeVisibleAsync() : Assertions.Expect(page).ToHaveURLAsync(new Regex(to)));
    }

    /// <summary>A right click on a cell with a mouse and its menu; the cell and the button below on a phone (F-80, F-81).</summary>
    public async Task BookByMenuAsync(string service, string child, DateOnly byMouse, DateOnly byTouch)
    {
        await WidenAsync();
        await page.OpenMonthAsync(commune, byMouse);
        await page.FreeCell(service, child, byMouse).ClickAsync(new LocatorClickOptions { Button = MouseButton.Right });
        await page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameRegex = new("^Demander une réservation") }).ClickAsync();
        await ConfirmAsync();
        await NarrowAsync();
        await page.OpenMonthAsync(commune, byTouch);
        await page.FreeCell(service, child, byTouch).CheckAsync();
        await page.Button("Demander").ClickAsync();
        await ConfirmAsync();
    }

    private async Task ConfirmAsync()
    {
        await ReadAsync("Vérifiez avant d’envoyer");
        await page.ConfirmAsync();
        await ReadAsync("Demande n°");
    }

    /// <summary>An absence of a booked day, from its cell: these reasons are there, and the first is given.</summary>
    public async Task AbsentAsync(string service, string child, DateOnly day, params string[] reasons)
    {
        await page.OpenMonthAsync(commune, day);
        await page.TakenCell(service, child, day).ClickAsync();
        await page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Déclarer une absence" }).ClickAsync();
        var sheet = page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Prévenir d’une absence" });
        foreach (var reason in reasons)
        {
            await Assertions.Expect(sheet.GetByText(reason).First).ToBeVisibleAsync();
        }

        await sheet.GetByText(reasons[0]).First.ClickAsync();
        await sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Envoyer l’absence" }).ClickAsync();
        await Assertions.Expect(page.Heading("Demande n°")).ToBeVisibleAsync();
        await ReadAsync("Demande n°");
    }

    /// <summary>A photograph is sent, and taken back.</summary>
    public async Task PhotographAsync(Guid child)
    {
        await OpenAsync("documents", "Photo de l’enfant");
        var card = page.Locator($"#d-photo-{child.ToString("N")[^6..]}");
        // What is in order, or asked of nobody, is one line that opens; a new file is another within it.
        var line = page.Locator("details", new PageLocatorOptions { Has = card }).Locator("> summary");
        if (!await card.IsVisibleAsync())
        {
            await line.ClickAsync();
        }

        if (!await card.Locator("form input[type=file]").IsVisibleAsync())
        {
            await card.Locator("summary").Last.ClickAsync();
        }

        var picture = new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() };
        await card.Locator("input[type=file]").SetInputFilesAsync(picture);
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Envoyer") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("La mairie le vérifie");
        await card.Locator("summary", new LocatorLocatorOptions { HasTextRegex = new("^Retirer cet envoi") }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Retirer cet envoi") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("retiré");
    }
}
