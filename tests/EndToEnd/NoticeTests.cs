using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>
/// Each of the five notices in its own order, on the real fronts: every function it names is
/// opened or done. Forms alone, without a script; the same pages in a window
/// are <see cref="NoticeOnScreenTests"/>. Which test shows which function of the notices is in <c>features.md</c>.
/// </summary>
public sealed class NoticeTests(Product product) : IClassFixture<Product>
{
    private const string Adam = "30000000-0000-0000-0000-000000000041";
    private const string Louise = "30000000-0000-0000-0000-000000000001";
    private const string Lucas = "30000000-0000-0000-0000-000000000021";
    private const string Hugo = "30000000-0000-0000-0000-000000000032";
    private const string Commune = "30000000-0000-0000-0000-000000000011";

    [Fact]
    public async Task The_presentation_of_the_portal_is_walked_through_as_Jacques_Adel()
    {
        using var visitor = new Visitor(product.Address);
        await visitor.ReadAsync("/harmonie/", "Identifiez-vous pour vous connecter à votre application enfance", "Identifiant", "Mot de passe", "Connexion");
        await visitor.SignInAsync("/harmonie/", "jacques.adel");
        visitor.Sees("Bonjour Jacques", "9 nouveaux messages", "mardi 8 décembre", "Accueil", "Planning", "Mes enfants", "Factures", "Messages", "Demandes",
            "Mon compte");
        // Personal data: the household's five forms, the child's four.
        await visitor.ReadAsync("/harmonie/compte", "Informations du responsable", "Informations fiscales", "C.A.F.", "Coordonnées bancaires", "3120077950",
            "Changer le mot de passe");
        await visitor.ReadAsync("/harmonie/enfants", "Adam Adel", "Inscriptions en cours", "Inscrire");
        await visitor.ReadAsync($"/harmonie/enfants/{Adam}", "Qui vient chercher Adam", "Autorisations", "Données complémentaires", "Données sanitaires",
            "Photo de l’enfant", "Fiche simple", "Fiche complète", "Responsable", "3120077950");
        Assert.Contains("Adam", await Pdf.TextAsync((await visitor.SaveAsync($"/harmonie/enfants/{Adam}/papiers/simple")).Bytes), StringComparison.Ordinal);
        Assert.Contains("Données sanitaires", await Pdf.TextAsync((await visitor.SaveAsync($"/harmonie/enfants/{Adam}/papiers/complete")).Bytes),
            StringComparison.Ordinal);
        // Invoices, then the blank sheet of a new family.
        await visitor.ReadAsync("/harmonie/factures", "Factures");
        await visitor.ReadAsync("/harmonie/infos", "Formulaires", "Dossier d’inscription vierge", "Dossier d’inscription d’Adam");
        // Messages and demandes; a change asked for is seen waiting or taken at once.
        await visitor.OpenAsync("/harmonie/");
        await visitor.FollowAsync("nouveaux messages");
        Assert.Equal("/harmonie/messages", visitor.Address.AbsolutePath);
        visitor.Sees("Reçus");
        await visitor.ReadAsync("/harmonie/messages/nouveau", "Nous contacter");
        await visitor.ReadAsync("/harmonie/inscriptions/nouvelle", "inscri");
        await visitor.ReadAsync("/harmonie/absence", "absence");
        await ChangeAsync(visitor, "/harmonie/compte?modifier=responsable", "guardian.profession", "Menuisier");
        await visitor.ReadAsync("/harmonie/demandes", "Informations du responsable", "En attente");
        await visitor.ReadAsync("/harmonie/planning", "Planning", "Adam", "Légende", "Congé", "Réservé", "Erreur", "Absent, facturé", "Absent excusé");
    }

    [Fact]
    public async Task The_notice_of_Biviers_is_followed_by_Jean_Dupont_from_the_commune_s_site_and_back_to_it()
    {
        using var visitor = new Visitor(product.Address);
        await visitor.OpenAsync("/_demo/biviers/");
        await visitor.FollowAsync("portail");
        visitor.Sees("COMPTE FAMILLE", "Afin d’accéder à notre service, veuillez vous identifier.", "Mot de passe oublié ?",
            "remis par le service enfance jeunesse");
        await visitor.SignInAsync("/biviers/", "jean.dupont");
        visitor.Sees("Responsable", "M.", "DUPONT", "1001001818331", "Votre compte", "Infos et documents");
        // Documents to download, the canteen's menus among them.
        await visitor.ReadAsync("/biviers/infos", "Menus", "Cette semaine", "Formulaires", "Règlement des services périscolaires");
        var menu = visitor.Page.QuerySelectorAll("#t-Menu ~ ul a")[0].GetAttribute("href")!;
        Assert.Contains("gratin", await Pdf.TextAsync((await visitor.SaveAsync(menu)).Bytes), StringComparison.Ordinal);
        // Unpaid invoices with their PDF, and the statement of a school year.
        await visitor.ReadAsync("/biviers/factures", "Factures");
        await visitor.ReadAsync("/biviers/factures/releve", "Relevé", "2026-2027");
        await visitor.ReadAsync("/biviers/factures/reglements", "règlements");
        // Mon compte: read, ask, see what waits at the foot of the form.
        await visitor.ReadAsync("/biviers/compte", "Qualité", "Père", "Situation", "Séparé", "Téléphone du domicile", "Avis par courriel",
            "Informations du responsable", "C.A.F.");
        await ChangeAsync(visitor, "/biviers/compte?modifier=responsable", "guardian.employer", "Charpentes du Dauphiné");
        await visitor.ReadAsync("/biviers/compte", "Demandé", "Charpentes du Dauphiné");
        // Mes enfants: add one, ask for a change of another, its month, a booking and an absence with its reason.
        await visitor.OpenAsync("/biviers/enfants/ajouter");
        await visitor.SendAsync("main form", ("child.firstName", "Lou"), ("child.lastName", "Dupont"), ("child.birthDate", "2023-11-02"));
        visitor.Sees("Lou");
        await visitor.ReadAsync($"/biviers/enfants/{Louise}", "Qui vient chercher Louise", "Port de lunettes", "Données sanitaires");
        await visitor.ReadAsync("/biviers/planning?mois=2026-12", "Restauration scolaire", "Légende", "Mois suivant", "Réservé", "Erreur", "Congé",
            "Heures hors contrat", "Fermeture",
            "Absent, facturé", "Demande en cours de traitement", "Absent excusé", "Réservation refusée", "Absence ou annulation en cours de traitement",
            "Petites vacances", "Grandes vacances");
        await visitor.ReadAsync("/biviers/absence", "Raison médicale", "Grève");
        // Messages: written, read, put aside.
        await visitor.ReadAsync("/biviers/messages/nouveau", "Nous contacter", "9 h");
        await visitor.ReadAsync("/biviers/messages?boite=envoyes", "Messages");
        await visitor.ReadAsync("/biviers/messages?boite=supprimes", "Messages");
        // Demandes of the last month, by subject and type, with dates and reasons.
        await visitor.ReadAsync("/biviers/demandes?sujet=compte", "Mon compte", "Mes enfants", "Envoyée", "Répondue", "motif");
        await visitor.ReadAsync("/biviers/demandes?sujet=enfants", "Ajout d’un enfant");
        await SignOutAsync(visitor, "/biviers/compte");
        Assert.EndsWith("/_demo/biviers/", visitor.Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_of_the_Pays_de_Saint_Marcellin_is_followed_from_the_list_of_its_communes()
    {
        using var visitor = new Visitor(product.Address);
        await visitor.ReadAsync("/", "Bessins", "La Sône", "Saint-Marcellin", "Têche");
        await visitor.ReadAsync("/pays-saint-marcellin/", "COMPTE FAMILLE", "merci de vous identifier");
        await visitor.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        visitor.Sees("Responsable", "381623867924", "Votre compte", "Mes enfants");
        await visitor.FollowAsync("Commune : planning");
        visitor.Sees("Planning", "Garderie", "Repas");
        await visitor.ReadAsync("/pays-saint-marcellin/planning?mois=2027-01", "Mois précédent", "Mois suivant", "Légende", "Réservation refusée", "Jour férié",
            "Arrivée ou départ non pointé");
        Assert.Contains("Matin", visitor.Page.QuerySelector(".month")!.TextContent, StringComparison.Ordinal);
        await visitor.SendAsync("form:has(#f-svc)", ("service", visitor.Page.QuerySelector("#f-svc option[value*=restauration]")!.GetAttribute("value")!));
        Assert.Contains("Repas", visitor.Page.QuerySelector(".month")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Matin", visitor.Page.QuerySelector(".month")!.TextContent, StringComparison.Ordinal);
        await visitor.ReadAsync($"/pays-saint-marcellin/enfants/{Commune}", "Commune", "Aide");
        using var api = await product.ApiAsync("pays-saint-marcellin", "pays.ztest");
        var day = (await api.FreeDaysAsync("2027-03", Children.Commune, "bessins-garderie-matin"))[0];
        await api.AskAsync(Children.Commune, "bessins-garderie-matin", day);
        await visitor.ReadAsync($"/pays-saint-marcellin/planning?mois={day:yyyy-MM}", "Réservé");
        await visitor.ReadAsync("/pays-saint-marcellin/absence", "Raison médicale", "Voyage ou sortie scolaire", "Absence de l’enseignant", "Grève",
            "Accident de la circulation", "soutien", "Force majeure", "Circonstances exceptionnelles", "Autre");
        await SignOutAsync(visitor, "/pays-saint-marcellin/compte");
    }

    [Fact]
    public async Task The_communes_of_a_shared_portal_stand_with_their_state_and_lead_where_they_are_open()
    {
        using var visitor = new Visitor(product.Address);
        await visitor.OpenAsync("/");
        var members = visitor.Page.QuerySelectorAll("[aria-label='Communes de Pays de Saint-Marcellin'] li").Select(li => (
            Name: li.QuerySelector("span")!.TextContent.Trim(), State: li.QuerySelector(".badge")?.TextContent.Trim(),
            Link: li.QuerySelector("a")?.GetAttribute("href")))
            .ToList();

        Assert.Equal(17, members.Count);
        Assert.Equal(13, members.Count(m => m is { State: null, Link: "/pays-saint-marcellin/" }));
        Assert.Equal(["La Sône", "Montagne", "Saint-Lattier"],
            members.Where(m => m is { State: "Bientôt", Link: null }).Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("Saint-Marcellin", "/_demo/saint-marcellin/"),
            Assert.Single(members, m => m.State == "Portail propre") is var own ? (own.Name, own.Link) : default);
        await visitor.FollowAsync("Bessins");
        visitor.Sees("COMPTE FAMILLE", "Identifiant");
    }

    [Fact]
    public async Task The_description_of_Croc_Vacances_is_followed_function_by_function()
    {
        using var visitor = new Visitor(product.Address, phone: true);
        await visitor.SignInAsync("/croc-vacances/", "sophie.lambert");
        visitor.Sees("Responsable", "Votre compte", "2100450021");
        await visitor.ReadAsync("/croc-vacances/compte", "Obligatoire", "Facultatif", "Ajouter un enfant", "Changer le mot de passe");
        await visitor.ReadAsync($"/croc-vacances/enfants/{Lucas}", "Autorisations", "Données complémentaires", "Données sanitaires", "Photo", "Fiche enfant",
            "Inscriptions en cours", "Nouvelle inscription scolaire", "Enfant malade");
        await visitor.ReadAsync($"/croc-vacances/enfants/{Lucas}/ecole", "inscription scolaire");
        await visitor.ReadAsync("/croc-vacances/tarifs", "Mes tarifs", "Lucas");
        await visitor.ReadAsync("/croc-vacances/factures", "Factures");
        await visitor.ReadAsync("/croc-vacances/factures/reglements", "règlements");
        // What is asked holds only once the Service Jeunesse has said so.
        await ChangeAsync(visitor, "/croc-vacances/compte?modifier=responsable", "guardian.profession", "Libraire");
        visitor.Sees("envoyée");
        using var agent = new Visitor(product.Address);
        await agent.SignInAsync("/croc-vacances/mairie/", "agent.croc");
        await agent.ReadAsync("/croc-vacances/mairie/demandes?q=lambert", "LAMBERT Sophie", "Informations du responsable");
        await agent.FollowAsync("LAMBERT Sophie");
        agent.Sees("Libraire");
        await visitor.ReadAsync("/croc-vacances/planning", "Croc’Vacances", "Légende");
        await visitor.ReadAsync("/croc-vacances/messages/nouveau", "Nous contacter", "Croc’Vacances");
        await visitor.ReadAsync("/croc-vacances/demandes", "Mes demandes");
        await SignOutAsync(visitor, "/croc-vacances/compte");
    }

    [Fact]
    public async Task The_notice_of_Saint_Martin_is_followed_by_Marie_Petit_and_ends_at_the_sign_in_page()
    {
        using var visitor = new Visitor(product.Address);
        await visitor.ReadAsync("/saint-martin-dauxigny/", "Accès famille", "02 61 91 66 61",
            "par courrier électronique, après le dépôt de votre dossier d’inscription");
        await visitor.SignInAsync("/saint-martin-dauxigny/", "marie.petit");
        visitor.Sees("Le mot de la commune", "Responsable", "1001001010331", "Dossier d’inscription d’Hugo");
        await visitor.ReadAsync("/saint-martin-dauxigny/infos", "Notice d’utilisation du portail", "Règlement des services périscolaires",
            "Caisse d’allocations familiales", "Dossier d’inscription vierge");
        Assert.Contains("Dossier d’inscription 2026-2027", await Pdf.TextAsync((await visitor.SaveAsync("/saint-martin-dauxigny/infos?handler=Dossier")).Bytes),
            StringComparison.Ordinal);
        Assert.Contains("Hugo", await Pdf.TextAsync((await visitor.SaveAsync($"/saint-martin-dauxigny/enfants/{Hugo}/papiers/dossier")).Bytes),
            StringComparison.Ordinal);
        await ChangeAsync(visitor, "/saint-martin-dauxigny/compte?modifier=responsable", "household.street", "8 rue du Puits");
        await visitor.ReadAsync("/saint-martin-dauxigny/compte", "Demandé", "8 rue du Puits");
        await visitor.ReadAsync("/saint-martin-dauxigny/planning", "Hugo", "Légende");
        await visitor.ReadAsync("/saint-martin-dauxigny/absence", "Raison médicale", "attestation");
        await visitor.ReadAsync($"/saint-martin-dauxigny/enfants/{Hugo}", "Qui vient chercher Hugo", "appareil dentaire", "Données sanitaires");
        // From the child, too, the family's forms are reached, changed and sent.
        visitor.Sees("Commun à toute la famille", "Informations du responsable", "Informations C.A.F.", "Coordonnées bancaires");
        await visitor.FollowAsync("Informations fiscales");
        visitor.Sees("Vous modifiez cette partie", "Nombre de parts du foyer");
        await visitor.SendAsync("main form:has(input[name='form'])", ("section.fiscales.foyer", "2,5"));
        await visitor.ReadAsync("/saint-martin-dauxigny/compte", "2,5");
        await visitor.ReadAsync("/saint-martin-dauxigny/enfants/ajouter", "Ajouter un enfant");
        // The treasury collects: titles, where to ask, how to pay.
        await visitor.ReadAsync("/saint-martin-dauxigny/factures/releve", "Titre émis", "ORMC", "trésorerie");
        await visitor.ReadAsync("/saint-martin-dauxigny/messages?boite=supprimes", "Messages");
        await visitor.ReadAsync("/saint-martin-dauxigny/demandes", "Demandes");
        await SignOutAsync(visitor, "/saint-martin-dauxigny/compte");
        visitor.Sees("Identifiant", "Mot de passe");
    }

    private static async Task ChangeAsync(Visitor visitor, string page, string field, string value)
    {
        await visitor.OpenAsync(page);
        await visitor.SendAsync("main form:has(input[name='form'])", (field, value));
    }

    private static async Task SignOutAsync(Visitor visitor, string page)
    {
        await visitor.OpenAsync(page);
        await visitor.SendAsync("form[action$='deconnexion']");
    }
}
