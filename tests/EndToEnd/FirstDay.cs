using System.Globalization;
using System.Text;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>
/// The first day of a commune by its pages alone, as people without scripts do it: the invited agent signs in with a telephone, imports three hundred families, opens a
/// booking period, enrols a child and invites its mother, who books a day. Nothing is asked of an API, no file of the installation is touched.
/// </summary>
/// <param name="linkFor">The link mailed to an address.</param>
internal sealed class FirstDay(string address, string slug, Func<string, Task<string>> linkFor) : IDisposable
{
    private const string Password = "Grenier-7-lune";
    private const string Mother = "anne.neuve142@familles.example";

    private readonly Visitor _agent = new(address);
    private readonly Visitor _mother = new(address);

    private string Office => $"/{slug}/mairie/";

    public async Task SignInWithTelephoneAsync(string email)
    {
        await ChoosePasswordAsync(_agent, email);
        await _agent.OpenAsync(Office);
        await _agent.SendAsync("form:has(input[type=password])", ("Identifiant", email), ("MotDePasse", Password));
        _agent.Sees("Activer le second facteur");
        var key = string.Concat(_agent.Page.QuerySelector("main p code")!.TextContent.Where(char.IsLetterOrDigit));
        await _agent.SendAsync("main form", ("Code", Telephone.Code(key)));
        _agent.Sees("Vos codes de secours");
        await _agent.FollowAsync("continuer");
        Assert.Equal(Office, _agent.Address.AbsolutePath);
    }

    public async Task ImportAsync()
    {
        await _agent.OpenAsync(Office + "familles/imports");
        await _agent.UploadAsync("form[enctype]", "Table", "familles.csv", "text/csv", Encoding.UTF8.GetBytes(Families()));
        _agent.Sees("Vérifier", "lignes nouvelles, 300 familles", "Rien n’est encore écrit", "300 lignes prêtes sur 300");
        await _agent.PressAsync("Importer les 300");
        await UntilAsync(_agent, _agent.Address.AbsolutePath, "300 familles créées, 300 enfants ajoutés");
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
        await _agent.SendAsync("form:has(#appliquer)", _agent.Page.QuerySelector("[name=Correction]") is null ? [] : [("Correction", "Première ouverture du portail")]);
        _agent.Sees("Réglages appliqués");
        await _agent.ReadAsync(Office + "reglages/periodes/regle/periscolaire", "Premières semaines", "Réservations ouvertes le", "à toutes les familles");
    }

    /// <summary>Found by a name, without capitals: enrolled in the canteen, then her mother is invited.</summary>
    public async Task EnrolAndInviteAsync()
    {
        await _agent.OpenAsync(Office + "familles?q=neuve142");
        // The only one of that name opens at once.
        _agent.Sees("Neuve142", "Zoé");
        var file = _agent.Address.AbsolutePath;
        // Planning hears of new families after a moment.
        await Eventually.SeeAsync(
            async () =>
            {
                await _agent.OpenAsync(file + "/inscriptions");
                if (_agent.Page.QuerySelectorAll("[name='Input.Child'] option") is { Length: > 1 } children)
                {
                    await _agent.SendAsync("form[action*='handler=Create']", ("Input.Child", children[^1].GetAttribute("value")!), ("Input.Service", "restauration"));
                }

                return $"{_agent.Address}: {_agent.Text}";
            },
            text => text.Contains("à « Restauration scolaire » faite", StringComparison.Ordinal));
        await _agent.ReadAsync(Office + "familles/invitations", "à inviter par courriel", Mother);
        await _agent.PressAsync("Envoyer les invitations cochées");
        _agent.Sees("1 invitation part par courriel");
    }

    /// <summary>The first day still free to book, whatever the day on which this runs.</summary>
    public async Task BookAsync(DateTime now)
    {
        await ChoosePasswordAsync(_mother, Mother);
        await _mother.OpenAsync($"/{slug}/");
        await _mother.SendAsync("form:has(input[type=password])", ("Identifiant", Mother), ("MotDePasse", Password));
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
        await person.SendAsync("main form", ("Nouveau", Password), ("Encore", Password));
        person.Sees("Connectez-vous avec le nouveau");
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
    private static string Families()
    {
        var year = TimeProvider.System.GetUtcNow().Year;
        var text = new StringBuilder("Civilité;Nom responsable;Prénom responsable;Qualité;Courriel;Adresse;Code postal;Ville;Nom enfant;Prénom enfant;Date naissance;Niveau\n");
        for (var i = 0; i < 300; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Mme;Neuve{i:000};Anne;Mère;{(i == 142 ? Mother : "")};{i} rue du Bourg;38330;Village;Neuve{i:000};Zoé;{1 + (i % 28):00}/02/{year - 7};CE1\n");
        }

        return text.ToString();
    }
}
