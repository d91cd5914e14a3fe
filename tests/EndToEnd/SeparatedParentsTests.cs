using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Two parents who parted and share three children: what each may know of the other is a first name, and that a day is taken.</summary>
public sealed class SeparatedParentsTests(Product product) : IClassFixture<Product>
{
    private static readonly string[] Pages =
    [
        "", "infos", "compte", "compte?modifier=responsable", "enfants", $"enfants/{Children.Louise}", $"enfants/{Children.Tom}",
        $"enfants/{Children.Tom}/garde", $"enfants/{Children.Louise}/ecole", "enfants/ajouter",
        "dossier", "documents", "planning?mois=2026-12", "planning?mois=2027-01", "planning/semaine-type", "planning/offres", "absence", "agenda", "conges",
        "inscriptions", "inscriptions/nouvelle", "factures",
        "factures?etat=toutes", "factures/releve", "factures/reglements", "factures/attestations", "tarifs", "messages", "messages?boite=envoyes",
        "messages?boite=supprimes", "messages/nouveau", "demandes",
        "demandes?sujet=compte", "demandes?sujet=enfants", "aide",
    ];

    private static readonly string[] Calls =
    [
        "family/me", "family/me/home", "family/me/forms", "family/me/sections", "family/me/documents", "family/me/requests", "family/me/agreements",
        $"family/me/people/{Children.Tom}", $"family/me/people/{Children.Louise}", "family/library",
        "planning/home", "planning/month?month=2026-12", "planning/month?month=2027-01", "planning/requests", "planning/enrolments", "planning/evidence",
        "billing/account", "billing/home", "billing/statement", "billing/invoices",
        "messaging/threads", "messaging/home", "messaging/publications",
    ];

    [Fact]
    public async Task Neither_parent_finds_anything_of_the_other_by_any_page_call_paper_feed_search_mail_or_error()
    {
        await SearchAsync("jean.dupont", "jeanne.dupont");
        await SearchAsync("jeanne.dupont", "jean.dupont");
    }

    private async Task SearchAsync(string account, string other)
    {
        // Both are signed in at the same time, each in a browser of its own.
        using var elsewhere = new Visitor(product.Address);
        await elsewhere.SignInAsync("/biviers/", other);
        using var mine = await product.ApiAsync("biviers", account);
        using var theirs = await product.ApiAsync("biviers", other);
        var secrets = await SecretsAsync(theirs);
        // What one's own file says of the other parent (F-42) is one's own to know.
        var own = await SecretsAsync(mine);
        secrets.RemoveWhere(own.Contains);
        Assert.True(secrets.Count >= 8, string.Join(", ", secrets));
        using var visitor = new Visitor(product.Address);
        await visitor.SignInAsync("/biviers/", account);
        foreach (var page in Pages)
        {
            await visitor.OpenAsync("/biviers/" + page);
            Nothing(secrets, page, visitor.Page.DocumentElement.OuterHtml);
        }

        foreach (var call in Calls)
        {
            using var response = await mine.GetAsync(call);
            Nothing(secrets, call, await response.Content.ReadAsStringAsync());
        }

        await PapersAsync(visitor, mine, secrets);
        await OthersThingsAsync(visitor, mine, theirs, secrets);
        await SearchedAsync(mine, await theirs.GetAsAsync<FamilyView>("family/me"), secrets);
        await FeedAsync(mine, secrets);
        await MailsAsync(account, (await mine.GetAsAsync<FamilyView>("family/me")).FamilyId, secrets);
    }

    /// <summary>Address, numbers, telephone, quotient, invoices, requests, subjects of messages, own forms.</summary>
    private static async Task<HashSet<string>> SecretsAsync(HttpClient api)
    {
        var me = await api.GetAsAsync<FamilyView>("family/me");
        var secrets = new HashSet<string>();
        void Add(string? text)
        {
            if (text is { Length: >= 5 })
            {
                secrets.Add(text);
            }
        }

        Add(me.FamilyId.ToString());
        Add(me.Number);
        Add(me.Address?.Street);
        foreach (var guardian in me.Guardians)
        {
            Add(guardian.GuardianId.ToString());
            Add(guardian.Email);
            Add(guardian.Mobile);
        }

        foreach (var request in (await api.GetAsAsync<RequestPage>("planning/requests")).Items)
        {
            Add(request.Id.ToString());
            Add(request.Number);
        }

        foreach (var request in (await api.GetAsAsync<FamilyRequestPage>("family/me/requests?since=2025-01-01")).Items)
        {
            Add(request.Number);
        }

        foreach (var thread in (await api.GetAsAsync<ThreadPage>("messaging/threads")).Items)
        {
            Add(thread.ThreadId.ToString());
        }

        foreach (var document in (await api.GetAsAsync<FileDocumentsView>("family/me/documents")).Documents.SelectMany(d => new[] { d.Current, d.Waiting })
            .OfType<SentDocumentView>())
        {
            Add(document.DocumentId.ToString());
        }

        foreach (var field in (await api.GetAsAsync<AccountFormsView>("family/me/forms")).Forms
            .Where(f => f.Form is "responsable" or "caf" or "banque" or "fiscales").SelectMany(f => f.Fields)
            .Where(f => f.Kind is FileFieldKind.Text or FileFieldKind.Phone or FileFieldKind.Email && f.Choices.Length == 0))
        {
            // A name, as that of the account's holder too, and a town are no secret between them.
            var named = me.Guardians.Any(g => $"{g.FirstName} {g.LastName}".Equals(field.Value, StringComparison.OrdinalIgnoreCase));
            Add(named || field.Key is "guardian.lastName" or "guardian.firstName" or "household.city" or "household.postCode" ? null : field.Value);
        }

        return secrets;
    }

    private static async Task PapersAsync(Visitor visitor, HttpClient mine, HashSet<string> secrets)
    {
        var invoices = (await mine.GetAsAsync<InvoicesView>("billing/invoices")).Invoices;
        Assert.NotEmpty(invoices);
        foreach (var invoice in invoices)
        {
            Nothing(secrets, invoice.Number, await Pdf.TextAsync(await mine.GetByteArrayAsync($"billing/invoices/{invoice.Id}/pdf")));
        }

        Nothing(secrets, "statement", await mine.GetStringAsync("billing/statement.csv"));

        foreach (var paper in new[] { "simple", "complete", "dossier" })
        {
            Nothing(secrets, paper, await Pdf.TextAsync((await visitor.SaveAsync($"/biviers/enfants/{Children.Tom}/papiers/{paper}")).Bytes));
        }
    }

    /// <summary>Every address of a thing of the other parent's answers as one that is not there,
    /// in a page and in the API, and its error names nothing.</summary>
    private static async Task OthersThingsAsync(Visitor visitor, HttpClient mine, HttpClient theirs, HashSet<string> secrets)
    {
        List<(string Page, string Call)> things = [];
        things.AddRange((await theirs.GetAsAsync<RequestPage>("planning/requests")).Items.Select(r => ($"demandes/{r.Id}", $"planning/requests/{r.Id}")));
        things.AddRange((await theirs.GetAsAsync<FamilyRequestPage>("family/me/requests?since=2025-01-01")).Items
            .Select(r => ($"demandes/dossier/{r.Id}", $"family/requests/{r.Id}")));
        things.AddRange((await theirs.GetAsAsync<ThreadPage>("messaging/threads")).Items
            .Select(t => ($"messages/{t.ThreadId}", $"messaging/threads/{t.ThreadId}")));
        things.AddRange((await theirs.GetAsAsync<FileDocumentsView>("family/me/documents")).Documents.SelectMany(d => new[] { d.Current, d.Waiting })
            .OfType<SentDocumentView>()
            .SelectMany(d => d.Files.Select(f => ($"documents/{d.DocumentId}/fichiers/{f.FileId}", $"family/documents/{d.DocumentId}/files/{f.FileId}"))));
        var invoices = (await theirs.GetAsAsync<InvoicesView>("billing/invoices")).Invoices;
        things.AddRange(invoices.Select(i => ($"factures/{i.Id}", $"billing/invoices/{i.Id}")));
        things.AddRange(invoices.Select(i => ($"factures/{i.Id}", $"billing/invoices/{i.Id}/pdf")));
        things.AddRange((await theirs.GetAsAsync<PaymentsView>("billing/payments")).Payments
            .Select(p => ($"factures/reglements/{p.Id}", $"billing/payments/{p.Id}/pdf")));
        things.AddRange((await theirs.GetAsAsync<EvidenceView[]>("planning/evidence")).Select(e => ($"justificatifs/{e.Id}", $"planning/evidence/{e.Id}")));
        Assert.True(things.Count >= 8, $"{things.Count}");
        foreach (var (page, call) in things)
        {
            await visitor.OpenAsync("/biviers/" + page);
            Assert.True(visitor.Status == 404, $"{page}: {visitor.Status}");
            // The address itself holds the id that was typed.
            var said = secrets.Where(s => !page.Contains(s, StringComparison.Ordinal)).ToHashSet();
            Nothing(said, page, visitor.Text);
            using var response = await mine.GetAsync(call);
            Assert.True((int)response.StatusCode == 404, $"{call}: {(int)response.StatusCode}");
            Nothing(said, call, await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task FeedAsync(HttpClient mine, HashSet<string> secrets)
    {
        var made = await mine.PostAsAsync<FeedMade>("planning/feeds", new MakeFeed(true));
        using var anyone = new HttpClient { BaseAddress = mine.BaseAddress };
        var feed = await anyone.GetStringAsync(new Uri($"/biviers/{made.Path}", UriKind.Relative));
        Assert.Contains("BEGIN:VCALENDAR", feed, StringComparison.Ordinal);
        Nothing(secrets, "feed", feed);
    }

    /// <summary>Every way of asking for something finds nothing of the other by name, number, address or id; what was typed is known already.</summary>
    private async Task SearchedAsync(HttpClient mine, FamilyView other, HashSet<string> secrets)
    {
        var typed = new HashSet<string> { other.FamilyId.ToString(), other.Number };
        var routes = product.Host.Hosts.SelectMany(h => h.Services.Routes()).DistinctBy(r => r.ToString())
            .Where(r => r.Method == "GET" && !r.Pattern.Contains(":guid}", StringComparison.Ordinal)).ToList();
        foreach (var route in routes)
        {
            foreach (var word in typed)
            {
                using var answer = await mine.GetAsync($"{route.In("biviers")}?family={other.FamilyId}&q={word}&since=2025-01-01&month=2026-12");
                Assert.True((int)answer.StatusCode < 500, $"{route}: {(int)answer.StatusCode}");
                Nothing([.. secrets.Except(typed)], route.ToString(), await answer.Content.ReadAsStringAsync());
            }
        }
    }

    /// <summary>What was mailed so far, and what the commune writes now.</summary>
    private async Task MailsAsync(string account, Guid family, HashSet<string> secrets)
    {
        using var agent = await product.ApiAsync("biviers", "agent.biviers", office: true);
        await HttpAssert.StatusAsync(HttpStatusCode.Created,
            await agent.PostAsJsonAsync("messaging/threads", new StartThread(Guid.NewGuid(), "Réunion de rentrée", "Elle a lieu jeudi à 18 h.", family)));
        var mails = await Eventually.SeeAsync(
            () =>
                Task.FromResult((Directory.Exists(product.MailFolder) ? Directory.GetFiles(product.MailFolder, "*.eml") : [])
                    .Select(f => MimeKit.MimeMessage.Load(f))
                    .Where(m => m.To.Mailboxes.Any(b => b.Address.StartsWith(account, StringComparison.Ordinal))).ToList()),
            found => found.Count > 0);
        foreach (var mail in mails)
        {
            Nothing(secrets, "mail", $"{mail.Subject} {mail.TextBody} {mail.HtmlBody}");
        }
    }

    private static void Nothing(HashSet<string> secrets, string where, string text)
    {
        var plain = System.Net.WebUtility.HtmlDecode(text).Replace('\u00A0', ' ');
        var found = secrets.FirstOrDefault(s => plain.Contains(s, StringComparison.OrdinalIgnoreCase));
        Assert.True(found is null, $"« {found} » at {where}");
    }
}
