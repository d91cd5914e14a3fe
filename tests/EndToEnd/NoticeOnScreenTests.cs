using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>
/// Each of the five notices in its own order, in a window as wide as a desk's and as narrow as
/// a telephone's: every function it names is opened by hand and what it
/// promises is done. The words in detail are <see cref="NoticeTests"/>; a long press is in <see cref="KeyboardTests"/>.
/// </summary>
public sealed class NoticeOnScreenTests(Product product, Browser browser) : IClassFixture<Product>
{
    private static readonly string[] NineReasons =
    [
        "Raison médicale", "Voyage ou sortie scolaire", "Absence de l’enseignant", "Grève", "Accident de la circulation", "soutien", "Force majeure",
        "Circonstances exceptionnelles", "Autre",
    ];

    private static readonly Guid Adam = Guid.Parse("30000000-0000-0000-0000-000000000041");
    private static readonly Guid Lucas = Guid.Parse("30000000-0000-0000-0000-000000000021");
    private static readonly DateOnly Wished = new(2026, 12, 21);
    private static readonly Guid Hugo = Guid.Parse("30000000-0000-0000-0000-000000000032");

    [Fact]
    public async Task The_presentation_of_the_portal_is_followed_in_a_window_of_either_width()
    {
        var at = await StartAsync("harmonie");
        await at.OpenAsync("", "Identifiez-vous pour vous connecter");
        await at.Page.SignInAsync("/harmonie/", "jacques.adel");
        await at.ReadAsync("Bonjour Jacques", "mardi 8 décembre", "nouveaux messages");
        // Personal data, the household's and the child's.
        await at.OpenFormsAsync("compte", "fiscales", "caf", "banque");
        await at.ChangeAsync("compte", "responsable", "guardian.profession", "Ateliers Adel");
        await at.OpenFormsAsync($"enfants/{Adam}", "sanitaires", "complementaires", "autorisations");
        await at.AddPersonAsync("Nadia Roche");
        await at.SaveAsync("Fiche simple");
        await at.SaveAsync("Fiche complète");
        await at.PhotographAsync(Adam);
        // Invoices, the sheet of a new family, the password.
        await at.OpenAsync("factures?etat=toutes", "Toutes les factures");
        await at.OpenAsync("infos", "Formulaires");
        await at.SaveAsync("Fiche de préinscription");
        await at.OpenAsync("compte");
        await at.FollowAsync("Changer le mot de passe", "Mot de passe actuel");
        // Messages, read and written.
        await at.ReadNewestAsync();
        await at.WriteAsync("Carte perdue", "Adam a perdu sa carte.");
        // The child's month, an enrolment, an absence, and what became of all demandes.
        await at.OpenAsync("planning", "Adam", "Légende");
        await at.OpenAsync($"inscriptions/nouvelle?enfant={Adam}", "Inscrire Adam");
        await at.OpenAsync("absence", "Prévenir d’une absence");
        await at.OpenAsync("demandes?sujet=compte", "Informations du responsable", "En attente");
    }

    [Fact]
    public async Task The_notice_of_Biviers_is_followed_in_a_window_of_either_width()
    {
        var at = await StartAsync("biviers");
        await at.Page.GotoAsync("/_demo/biviers/");
        await at.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new("[Pp]ortail") }).First.ClickAsync();
        await at.ReadAsync("Mot de passe oublié");
        await at.Page.SignInAsync("/biviers/", "jean.dupont");
        await at.ReadAsync("Votre compte", "Infos et documents", "1001001818331");
        await at.OpenAsync("infos", "Menus", "Formulaires");
        await at.SaveAsync(at.Page.Locator("#t-Menu ~ ul a").First);
        // The invoice, its PDF, and the way to pay it.
        await at.OpenAsync("factures?etat=toutes", "Toutes les factures");
        await at.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Table).First.GetByRole(AriaRole.Link).First.ClickAsync();
        await at.SaveAsync("PDF");
        await at.OpenAsync("compte", "Situation", "Séparé", "Coordonnées bancaires");
        await at.ChangeAsync("compte", "responsable", "guardian.employer", "3 rue des Charpentiers");
        await at.AddChildAsync("Lou", "2023-11-02");
        await at.OpenFormsAsync($"enfants/{Children.Louise}", "complementaires", "sanitaires");
        await at.AddPersonAsync("Nadia Roche");
        // The month: one goes on, books by the menu of a cell, and tells an absence with its reason.
        using var api = await product.ApiAsync("biviers", "jean.dupont");
        var days = await api.FreeDaysAsync("2027-03", Children.Louise, "alsh-mercredi-journee");
        await at.TurnAsync();
        await at.BookByMenuAsync("Journée", "Louise", days[0], days[1]);
        var meal = (await api.FreeDaysAsync("2027-03", Children.Louise, "restauration"))[0];
        await api.AskAsync(Children.Louise, "restauration", meal);
        await at.AbsentAsync("Repas", "Louise", meal, "Grève", "Raison médicale");
        // Statement, messages in three boxes, demandes by subject and type.
        await at.OpenAsync("factures/releve", "Relevé des opérations", "2026-2027");
        await at.OpenAsync("factures/reglements", "règlements");
        await at.WriteAsync("Menu du lundi", "Louise peut-elle avoir le menu sans viande ?");
        await at.OpenAsync("messages?boite=supprimes", "Supprimés");
        await at.OpenAsync("demandes?sujet=compte", "Informations du responsable");
        await at.OpenAsync("demandes?sujet=enfants", "Ajout d’un enfant");
        await at.SignOutAsync("/_demo/biviers/$");
    }

    [Fact]
    public async Task The_guide_of_the_Pays_de_Saint_Marcellin_is_followed_in_a_window_of_either_width()
    {
        var at = await StartAsync("pays-saint-marcellin");
        await at.Page.GotoAsync("/");
        await at.ReadAsync("Bessins", "La Sône", "Têche");
        await at.Page.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await at.ReadAsync("381623867924", "Votre compte", "Mes enfants");
        // From the child's name to its month; months go by.
        await at.FollowAsync("Commune : planning", "Planning", "Légende");
        await at.TurnAsync();
        using var api = await product.ApiAsync("pays-saint-marcellin", "pays.ztest");
        var days = await api.FreeDaysAsync("2027-03", Children.Commune, "bessins-garderie-matin");
        await at.BookByMenuAsync("Matin", "Commune", days[0], days[1]);
        await at.NarrowAsync();
        await at.AbsentAsync("Matin", "Commune", days[1], NineReasons);
        await at.WidenAsync();
        await at.AbsentAsync("Matin", "Commune", days[0], NineReasons);
        await at.WidenAsync();
        foreach (var day in days.Take(2))
        {
            await at.Page.OpenMonthAsync("pays-saint-marcellin", day);
            await Assertions.Expect(at.Page.TakenCell("Matin", "Commune", day)).ToContainTextAsync("Absent, non facturé");
        }

        await at.SignOutAsync();
    }

    [Fact]
    public async Task The_functions_of_Croc_Vacances_are_used_in_a_window_of_either_width()
    {
        var at = await StartAsync("croc-vacances");
        await at.Page.SignInAsync("/croc-vacances/", "sophie.lambert");
        await at.ReadAsync("Responsable", "Votre compte", "Mes enfants");
        await at.OpenAsync("compte", "Obligatoire", "Facultatif", "Ajouter un enfant", "Changer le mot de passe");
        await at.OpenFormsAsync("compte", "responsable", "fiscales", "caf", "banque");
        // Each child.
        await at.OpenAsync("enfants", "Lucas", "Inscriptions en cours");
        await at.OpenFormsAsync($"enfants/{Lucas}", "sanitaires", "complementaires", "autorisations");
        await at.SaveAsync("Fiche complète");
        await at.PhotographAsync(Lucas);
        await at.OpenAsync("inscriptions", "Inscriptions");
        await at.OpenAsync($"inscriptions/nouvelle?enfant={Lucas}", "Inscrire Lucas");
        await at.OpenAsync($"enfants/{Lucas}/ecole", "Inscription scolaire");
        await at.AddChildAsync("Nino", "2022-05-04");
        await at.OpenAsync("tarifs", "Lucas");
        await at.OpenAsync("factures", "Mes factures");
        await at.OpenAsync("factures/reglements", "règlements");
        // A day of the centre, wished for, holds once the service has given its places; what is left is asked for then.
        await GiveHolidayPlacesAsync();
        await at.Page.OpenMonthAsync("croc-vacances", Wished);
        await Assertions.Expect(at.Page.TakenCell("Journée", "Lucas", Wished)).ToContainTextAsync("Réservé");
        using var api = await product.ApiAsync("croc-vacances", "sophie.lambert");
        var left = await api.FreeDaysAsync("2026-12", Lucas, "croc-journee");
        await at.BookByMenuAsync("Journée", "Lucas", left[0], left[1]);
        await at.OpenAsync("absence", "Prévenir d’une absence");
        await at.WriteAsync("Sortie piscine", "Faut-il un casque ?", "Croc’Vacances");
        await at.OpenAsync("demandes", "Mes demandes", "Ajout d’un enfant");
        await at.SignOutAsync();
    }

    [Fact]
    public async Task The_notice_of_Saint_Martin_is_followed_in_a_window_of_either_width()
    {
        var at = await StartAsync("saint-martin-dauxigny");
        await at.OpenAsync("", "Accès famille", "02 61 91 66 61");
        await at.Page.SignInAsync("/saint-martin-dauxigny/", "marie.petit");
        await at.ReadAsync("Le mot de la commune", "1001001010331");
        await at.SaveAsync("Dossier d’inscription d’Hugo");
        await at.OpenAsync("infos", "Notice d’utilisation du portail", "Règlement des services périscolaires", "Caisse d’allocations familiales");
        await at.SaveAsync("Dossier d’inscription vierge");
        await at.OpenFormsAsync("compte", "fiscales", "caf", "banque");
        await at.ChangeAsync("compte", "responsable", "household.street", "8 rue du Puits");
        await at.ReadAsync("8 rue du Puits", "En attente à la mairie");
        await at.Page.Locator("summary", new PageLocatorOptions { HasText = "Annuler cette demande" }).First.ClickAsync();
        await at.Page.Button("Annuler la demande").First.ClickAsync();
        await at.ReadAsync("annulée");
        await at.TurnAsync();
        await at.OpenAsync("absence", "Raison médicale", "attestation");
        await at.OpenFormsAsync($"enfants/{Hugo}", "complementaires", "sanitaires");
        await at.AddPersonAsync("Nadia Roche");
        await at.AddChildAsync("Lou", "2023-11-02");
        // The treasury collects.
        await at.OpenAsync("factures/releve", "Titre émis", "ORMC", "trésorerie");
        await at.OpenAsync("factures/reglements", "règlements");
        await at.OpenAsync("factures?etat=toutes", "Toutes les factures");
        await at.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Table).First.GetByRole(AriaRole.Link).First.ClickAsync();
        await at.SaveAsync("PDF");
        await at.WriteAsync("Étude du soir", "Hugo peut-il rester à l’étude ?");
        await at.OpenAsync("messages?boite=supprimes", "Supprimés");
        await at.OpenAsync("demandes?sujet=enfants", "Ajout d’un enfant");
        await at.SignOutAsync();
        await at.ReadAsync("Identifiant");
    }

    /// <summary>The service gives the places of the holidays, once.</summary>
    private async Task GiveHolidayPlacesAsync()
    {
        using var agent = new Visitor(product.Address);
        await agent.SignInAsync("/croc-vacances/mairie/", "agent.croc");
        await agent.ReadAsync("/croc-vacances/mairie/attribution/croc-vacances/noel-2026", "Vacances de Noël");
        if (agent.Page.QuerySelector("main form[method=post]") is not null)
        {
            await agent.SendAsync("main form[method=post]");
        }
    }

    private async Task<Journey> StartAsync(string commune) => new(await browser.OpenAsync(product), commune);
}
