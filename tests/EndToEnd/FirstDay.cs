using System.Globalization;
using System.Text;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>
/// The first day of a commune by its pages alone, as people without scripts do it: the invited
/// agent signs in with a telephone, imports three hundred families, opens a
/// booking period, enrols a child and invites its mother, who books a day. Communes of the other
/// kinds read their settings and write one family by hand instead. Nothing is
/// asked of an API, no file of the installation is touched.
/// </summary>
/// <param name="linkFor">The link mailed to an address.</param>
internal sealed class FirstDay(string address, string slug, Func<string, Task<string>> linkFor) : IDisposable
{
    private const string Password = "Grenier-7-lune";

    private readonly Visitor _agent = new(address);
    private readonly Visitor _mother = new(address);
    private string _file = "";

    private string Office => $"/{slug}/mairie/";

    private string Mother => $"anne.neuve142@{slug}.example";

    public Task SignInWithTelephoneAsync(string email) => SignInWithTelephoneAsync(_agent, email);

    private async Task SignInWithTelephoneAsync(Visitor agent, string email)
    {
        await ChoosePasswordAsync(agent, email);
        await agent.OpenAsync(Office);
        await agent.SendAsync("form:has(input[type=password])", ("UserName", email), ("Password", Password));
        agent.Sees("Activer le second facteur");
        var key = string.Concat(agent.Page.QuerySelector("main p code")!.TextContent.Where(char.IsLetterOrDigit));
        await agent.SendAsync("main form", ("Code", Telephone.Code(key)));
        agent.Sees("Vos codes de secours");
        await agent.FollowAsync("continuer");
        Assert.Equal(Office, agent.Address.AbsolutePath);
    }

    public async Task ImportAsync()
    {
        await _agent.OpenAsync(Office + "familles/imports");
        await _agent.UploadAsync("form[enctype]", "Table", "familles.csv", "text/csv", Encoding.UTF8.GetBytes(Families()));
        _agent.Sees("Vérifier", "lignes nouvelles, 300 familles", "Rien n’est encore écrit", "300 lignes prêtes sur 300");
        await _agent.PressAsync("Importer les 300 lignes");
        await UntilAsync(_agent, _agent.Address.AbsolutePath, "300 familles créées, 300 enfants ajoutés");
    }

    /// <summary>What the commune began with stands on the pages that change it.</summary>
    public async Task ReadSettingsAsync(string[] services)
    {
        // Each service hears of the new commune in its own time.
        await UntilAsync(_agent, Office + "reglages", services);
        await UntilAsync(_agent, Office + "reglages/tarifs", "Restauration");
        foreach (var page in (string[])["commune", "dossiers", "ecoles", "calendrier", "recouvrement", "paiement-en-ligne", "quotient", "autres", "fichier",
            "versions", "regles/periscolaire"])
        {
            await _agent.ReadAsync(Office + "reglages/" + page);
        }
    }

    /// <summary>One family by hand.</summary>
    public async Task CreateFamilyAsync()
    {
        await _agent.OpenAsync(Office + "familles/nouvelle");
        await _agent.PressAsync("Créer le dossier", ("Guardian[civility]", "Mme"), ("Guardian[role]", "Mère"), ("Guardian[lastName]", "Neuve142"),
            ("Guardian[firstName]", "Anne"),
            ("Guardian[email]", Mother), ("Household[street]", "1 rue du Bourg"), ("Household[postCode]", "38330"), ("Household[city]", "Le Val"),
            ("Children[0][lastName]", "Neuve142"), ("Children[0][firstName]", "Zoé"),
            ("Children[0][birthDate]", Iso(new DateOnly(TimeProvider.System.GetUtcNow().Year - 7, 2, 3))));
        _agent.Sees("Neuve142", "Zoé");
    }

    /// <summary>An agent of one facility finds the family there and no other does.</summary>
    public async Task InviteAgentOfAsync(string facility, bool finds)
    {
        var email = $"agent@{facility}.example";
        await _agent.OpenAsync(Office + "agents/inviter");
        await _agent.PressAsync("Envoyer l’invitation", ("Input.Name", $"Agent de {facility}"), ("Input.Email", email), ("Input.Role", "accueil"));
        await _agent.OpenAsync(Office + "agents");
        await _agent.FollowAsync($"Agent de {facility}");
        await _agent.PressAsync("Enregistrer pour", ("Where", "some"), ("Cells", $"@{facility}:v"));
        _agent.Sees("Les droits sont enregistrés");
        using var colleague = new Visitor(address);
        await SignInWithTelephoneAsync(colleague, email);
        if (finds)
        {
            // Where children are enrolled is told after a moment.
            await UntilAsync(colleague, Office + "familles?q=neuve142", "Zoé");
        }
        else
        {
            await colleague.OpenAsync(Office + "familles?q=neuve142");
            Assert.DoesNotContain("Zoé", colleague.Text, StringComparison.Ordinal);
            await colleague.OpenAsync(_file);
            Assert.Equal(404, colleague.Status);
        }

        await colleague.OpenAsync(Office + "familles/imports");
        Assert.Equal(403, colleague.Status);
        colleague.Sees("il faut des droits sur tous les services");
    }

    /// <summary>From an hour ago on, for the days of half a year.</summary>
    public async Task OpenPeriodAsync(DateTime now)
    {
        await UntilAsync(_agent, Office + "reglages/periodes/regle/periscolaire/nouvelle", "Nouvelle période");
        var (first, last) = (DateOnly.FromDateTime(now), DateOnly.FromDateTime(now).AddDays(180));
        await _agent.PressAsync("Ajouter une ouverture", ("Input.Label", "Premières semaines"), ("Input.First", Iso(first)), ("Input.Last", Iso(last)));
        await _agent.PressAsync("Mettre dans le brouillon", ("Input.Opens[0].At", now.AddHours(-1).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)));
        _agent.Sees("Premières semaines");
        await _agent.OpenAsync(Office + "reglages/brouillon");
        await _agent.SendAsync("form:has(#appliquer)",
            _agent.Page.QuerySelector("[name=Correction]") is null ? [] : [("Correction", "Première ouverture du portail")]);
        _agent.Sees("Réglages appliqués");
        await _agent.ReadAsync(Office + "reglages/periodes/regle/periscolaire", "Premières semaines", "Réservations ouvertes le", "à toutes les familles");
    }

    /// <summary>Found by a name, without capitals: enrolled in the canteen, then her mother is invited.</summary>
    public async Task EnrolAndInviteAsync()
    {
        await _agent.OpenAsync(Office + "familles?q=neuve142");
        // The only one of that name opens at once.
        _agent.Sees("Neuve142", "Zoé");
        _file = _agent.Address.AbsolutePath;
        // Planning hears of new families after a moment.
        await Eventually.SeeAsync(
            async () =>
            {
                await _agent.OpenAsync(_file + "/inscriptions");
                if (_agent.Page.QuerySelectorAll("[name='Input.Children']") is { Length: > 0 } children)
                {
                    // The first canteen of the list: of an intercommunality, its first member's.
                    var canteen = _agent.Page.QuerySelectorAll("[name='Input.Services']")
                        .First(o => o.GetAttribute("value")!.EndsWith("restauration", StringComparison.Ordinal));
                    await _agent.SendAsync("form[action*='handler=Create']", ("Input.Children", children[^1].GetAttribute("value")!),
                        ("Input.Services", canteen.GetAttribute("value")!));
                }

                return $"{_agent.Address}: {_agent.Text}";
            },
            text => text.Contains("à « Restauration scolaire", StringComparison.Ordinal) && text.Contains("» faite", StringComparison.Ordinal));
        await _agent.ReadAsync(Office + "familles/invitations", "à inviter par courriel", Mother);
        await _agent.PressAsync("Envoyer les invitations cochées");
        _agent.Sees("1 invitation part par courriel");
    }

    /// <summary>The first day still free to book, whatever the day on which this runs.</summary>
    public async Task BookAsync(DateTime now)
    {
        await ChoosePasswordAsync(_mother, Mother);
        // A front keeps the facts of a commune for half a minute.
        await UntilAsync(_mother, $"/{slug}/", "Identifiant");
        await _mother.SendAsync("form:has(input[type=password])", ("UserName", Mother), ("Password", Password));
        await UntilAsync(_mother, $"/{slug}/", "Bonjour Anne", "Zoé");
        for (var month = 0; month < 5; month++)
        {
            await _mother.OpenAsync($"/{slug}/planning?mois={now.AddMonths(month):yyyy-MM}");
            if (_mother.Page.QuerySelector("form[data-planning] input[type=checkbox]")?.GetAttribute("name") is { } day)
            {
                await _mother.SendAsync("form[data-planning]", (day, "on"));
                _mother.Sees("Vérifiez avant d’envoyer", "Zoé");
                await _mother.SendAsync("#envoi");
                _mother.Sees("Demande n°", "Acceptée");
                await _mother.ReadAsync($"/{slug}/demandes", "Acceptée");
                return;
            }
        }

        Assert.Fail("No day can be booked in five months.");
    }

    public void Dispose()
    {
        _agent.Dispose();
        _mother.Dispose();
    }

    private async Task ChoosePasswordAsync(Visitor person, string email)
    {
        await person.OpenAsync(await linkFor(email));
        await person.SendAsync("main form", ("NewPassword", Password), ("Repeated", Password));
        person.Sees("Connectez-vous avec lui");
    }

    private static async Task UntilAsync(Visitor person, string path, params string[] words) => await Eventually.SeeAsync(
        async () =>
        {
            await person.OpenAsync(path);
            return person.Text;
        },
        text => words.All(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)), seconds: 180);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As a former program gives them out; one mother has an address.</summary>
    private string Families()
    {
        var year = TimeProvider.System.GetUtcNow().Year;
        var text = new StringBuilder(
            "Civilité;Nom responsable;Prénom responsable;Qualité;Courriel;Adresse;Code postal;Ville;Nom enfant;Prénom enfant;Date naissance;Niveau\n");
        for (var i = 0; i < 300; i++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"Mme;Neuve{i:000};Anne;Mère;{(i == 142 ? Mother : "")};{i} rue du Bourg;38330;Village;Neuve{i:000};Zoé;{1 + (i % 28):00}/02/{year - 7};CE1\n");
        }

        return text.ToString();
    }
}
