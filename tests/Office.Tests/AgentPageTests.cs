using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Agents of a commune and their rights, page by page.</summary>
public sealed class AgentPageTests
{
    private const string Api = "/identity/tenants/biviers/agents";
    private static readonly Guid Id = Guid.Parse("50000000-0000-0000-0000-0000000000b1");
    private static readonly AgentView Nadia = new(Id, "Nadia Rey", "nadia.rey", "nadia@biviers.example", "Animatrice", [Permissions.Attendance],
        "garderie-matin=vp", AgentState.Active, null, new DateTime(2026, 12, 7, 7, 0, 0), true, 8);

    [Fact]
    public async Task The_list_says_who_may_what_where_and_whether_a_second_proof_is_asked()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"PUT {Api}/second-factor"] = 204;
        var page = await front.OpenAsync("/agents");
        Assert.Contains("Nadia Rey", page.Text, StringComparison.Ordinal);
        Assert.Contains("Garderie du matin", page.Text, StringComparison.Ordinal);
        Assert.Contains("8 codes de secours", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);

        var done = await front.SubmitAsync(page, "form[action*='Factor']");

        Assert.Contains("laissé au choix", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"required\":false", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.OrdinalIgnoreCase);
        await using var other = await Front.StartAsync(Permissions.Requests);
        Assert.Equal(403, (await other.OpenAsync("/agents")).Status);
    }

    [Fact]
    public async Task An_invitation_says_what_is_missing_beside_its_field_and_gives_the_rights_of_the_role()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}"] = new Upstream.Refusal(409, "agent.known", "Cette adresse est déjà celle d’un agent.");
        var page = await front.OpenAsync("/agents/inviter");
        var wrong = await front.SubmitAsync(page, "main form");
        Assert.Contains("Écrivez le prénom et le nom.", wrong.Text, StringComparison.Ordinal);
        var known = await front.SubmitAsync(wrong, "main form", ("Input.Name", "Omar Diallo"), ("Input.Email", "omar@biviers.example"),
            ("Input.Role", "animation"));
        Assert.Contains("déjà celle d’un agent", known.Document.QuerySelector("#Input_Email-erreur")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Omar Diallo", known.Document.QuerySelector("#Input_Name")?.GetAttribute("value"));
        Assert.Contains("Choisissez un rôle.", (await front.SubmitAsync(known, "main form", ("Input.Role", "maire"))).Text, StringComparison.Ordinal);
        front.Upstream.Answers[$"POST {Api}"] = 204;

        var done = await front.SubmitAsync(known, "main form");

        Assert.Contains("omar@biviers.example", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"permissions\":[\"attendance\"]", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_are_given_by_kind_of_data_and_by_service_and_a_refusal_keeps_what_was_ticked()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"PUT {Api}/{Id}"] = new Upstream.Refusal(403, "agent.more-than-mine",
            "Vous ne pouvez pas donner un droit que vous n’avez pas.");
        var page = await front.OpenAsync($"/agents/{Id}");
        Assert.NotNull(page.Document.QuerySelector("input[name='Cells'][value='garderie-matin:p'][checked]"));
        Assert.Equal("Voir, École, tous ses services", page.Document.QuerySelector("input[name='Cells'][value='@ecole:v']")?.GetAttribute("aria-label"));
        var refused = await front.SubmitAsync(page, "form:has(input[name='Where'])");
        Assert.Contains("un droit que vous n’avez pas", refused.Text, StringComparison.Ordinal);
        front.Upstream.Answers[$"PUT {Api}/{Id}"] = 204;

        var done = await front.SubmitAsync(refused, "form:has(input[name='Where'])");

        Assert.Contains("Les droits sont enregistrés.", done.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("garderie-matin=", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
        foreach (var box in page.Document.QuerySelectorAll("input[name='Cells']"))
        {
            box.RemoveAttribute("checked");
        }

        Assert.Contains("Cochez un service au moins", (await front.SubmitAsync(page, "form:has(input[name='Where'])")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_end_the_second_proof_begins_anew_and_a_deactivation_is_asked_about_first()
    {
        await using var front = await StartAsync();
        foreach (var act in new[] { "sign-out", "second-factor-reset", "deactivation", "activation", "invitation" })
        {
            front.Upstream.Answers[$"POST {Api}/{Id}/{act}"] = 204;
        }

        var page = await front.OpenAsync($"/agents/{Id}");
        await front.SubmitAsync(page, "form[action*='SignOut']");
        await front.SubmitAsync(page, "form[action*='Reset']");
        Assert.Null(page.Document.QuerySelector("form[action*='Deactivate']"));
        var asked = await front.OpenAsync($"/agents/{Id}?question=desactiver");
        Assert.Contains("Désactiver le compte de Nadia Rey", asked.Text, StringComparison.Ordinal);
        await front.SubmitAsync(asked, "form[action*='Deactivate']");
        front.Upstream.Answers[$"GET {Api}/{Id}"] = Detail(Nadia with { State = AgentState.Deactivated });
        await front.SubmitAsync(await front.OpenAsync($"/agents/{Id}"), "form[action*='Activate']");
        front.Upstream.Answers[$"GET {Api}/{Id}"] = Detail(Nadia with { State = AgentState.Invited, HasSecondFactor = false });
        await front.SubmitAsync(await front.OpenAsync($"/agents/{Id}"), "form[action*='Invite']");
        Assert.Equal(["sign-out", "second-factor-reset", "deactivation", "activation", "invitation"],
            front.Upstream.Calls.Where(c => c.Method == "POST").Select(c => c.Path.Split('/')[^1]));
        front.Upstream.Answers[$"POST {Api}/{Id}/invitation"] = new Upstream.Refusal(409, "agent.entered", "Cet agent s’est déjà connecté.");
        Assert.Contains("déjà connecté", (await front.SubmitAsync(await front.OpenAsync($"/agents/{Id}"), "form[action*='Invite']")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_history_goes_on_on_the_next_page()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/{Id}"] = Detail(Nadia) with { Page = 1, Pages = 3 };

        var page = await front.OpenAsync($"/agents/{Id}");

        Assert.EndsWith("?journal=2#journal", page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(200, (await front.OpenAsync($"/agents/{Id}?journal=x")).Status);
    }

    private static AgentDetail Detail(AgentView agent) => new(
        agent, true, false, [new DeviceSession(Guid.NewGuid(), "Tablette, Firefox", new DateTime(2026, 12, 7, 7, 0, 0), new DateTime(2026, 12, 8, 7, 0, 0))],
        [new AgentChangeView(new DateTime(2026, 9, 1, 7, 0, 0), "Sophie Perrin", "Invitation")]);

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync([.. Permissions.All]);
        front.Upstream.Answers[$"GET {Api}"] = new AgentsView([Nadia], true, Guid.NewGuid());
        front.Upstream.Answers[$"GET {Api}/{Id}"] = Detail(Nadia);
        front.Upstream.Answers["GET /api/biviers/planning/parts"] = new[] { new FilterOption("@ecole", "École"),
            new FilterOption("garderie-matin", "Garderie du matin, École") };
        return front;
    }
}
