using Microsoft.AspNetCore.Http;
using Preau.Platform;
using Preau.Ui.Bff;

namespace Preau.Office.Tests;

public sealed class SignInTests
{
    [Fact]
    public async Task An_agent_signs_in_and_comes_back_to_the_page_asked_for()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers["GET /api/biviers/planning/queue"] = Given.Queue();
        var page = await front.OpenAsync("/demandes");
        Assert.Equal((200, "Demandes"), (page.Status, page.Title));
        Assert.StartsWith(front.Base + "/demandes", page.Address, StringComparison.Ordinal);
        // All but the legal texts at the foot, which are public.
        Assert.All(
            front.Upstream.Calls.Where(c => !c.Path.EndsWith("/family/open/legal", StringComparison.Ordinal)),
            call => Assert.StartsWith("Bearer ey", call.Authorization, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_session_is_one_hidden_cookie_of_the_commune_under_four_kilobytes()
    {
        await using var front = await Front.StartAsync("requests", "attendance", "families", "billing", "messages", "settings");
        await front.OpenAsync("/");
        var cookie = Assert.Single(front.Cookies, c => c.Name.StartsWith("preau.office", StringComparison.Ordinal) && c.Value.Length > 500);
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/biviers/mairie", cookie.Path);
        Assert.InRange(cookie.Value.Length, 500, 4000);
    }

    [Fact]
    public async Task A_token_about_to_end_is_renewed_without_the_agent_noticing()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers["GET /api/biviers/planning/queue"] = Given.Queue();
        front.Upstream.Lifetime = 30;
        await front.OpenAsync("/demandes");
        var first = front.Upstream.Calls.Last().Authorization;
        var page = await front.OpenAsync("/demandes");
        Assert.Equal(200, page.Status);
        Assert.NotEqual(first, front.Upstream.Calls.Last().Authorization);
    }

    [Fact]
    public async Task Eight_pages_at_once_on_an_ending_token_all_succeed()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers["GET /api/biviers/planning/queue"] = Given.Queue();
        front.Upstream.Lifetime = 30;
        await front.OpenAsync("/demandes");
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => front.OpenAsync("/demandes")));
        Assert.All(pages, page => Assert.Equal((200, "Demandes"), (page.Status, page.Title)));
    }

    [Fact]
    public async Task A_refused_renewal_leads_to_signing_in_again_not_to_an_error()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers["GET /api/biviers/planning/queue"] = Given.Queue();
        front.Upstream.Lifetime = 30;
        await front.OpenAsync("/demandes");
        front.Upstream.RefusesRefresh = true;
        front.Upstream.Lifetime = 600;
        var page = await front.OpenAsync("/demandes");
        Assert.Equal((200, "Demandes"), (page.Status, page.Title));
    }

    [Theory]
    [InlineData("https://portail.example/biviers/mairie/familles?page=2", "/biviers/mairie/familles?page=2&reprise=1")]
    [InlineData("https://ailleurs.example/biviers/mairie/familles", null)]
    [InlineData("https://portail.example/croc-vacances/mairie/familles", null)]
    public void After_signing_in_again_a_form_is_taken_up_on_a_page_of_this_front_alone(string page, string? resumed)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Host, request.PathBase) = ("POST", new HostString("portail.example"), "/biviers/mairie");
        request.Headers.Referer = page;

        Assert.Equal(resumed, Resume.PageOf(request));
    }

    [Fact]
    public async Task A_parent_at_the_agents_door_is_shown_the_families_portal()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Members = [new Membership("biviers", Membership.Owner, Given.Family, Guid.NewGuid(), [])];
        var page = await front.OpenAsync("/");
        Assert.Equal((403, "Cet espace est réservé aux agents de la mairie"), (page.Status, page.Title));
        Assert.NotNull(page.Document.QuerySelector("a[href='/biviers/']"));
    }

    [Fact]
    public async Task An_agent_of_another_commune_is_told_so_and_gets_no_data()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Members = [new Membership("pays-saint-marcellin", Membership.Staff, null, null, ["requests"])];
        var page = await front.OpenAsync("/demandes");
        Assert.Equal((403, "Votre compte n’a pas d’accès à Biviers"), (page.Status, page.Title));
        Assert.Contains("04 76 00 00 00", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => !c.Path.EndsWith("/family/open/legal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_goes_through_identity()
    {
        await using var front = await Front.StartAsync("requests");
        var page = await front.OpenAsync("/");
        var end = await front.SubmitAsync(page, "form[action$='/deconnexion']");
        Assert.StartsWith(front.Upstream.Url + "/identity/connect/endsession", end.Address, StringComparison.Ordinal);
        Assert.Contains("post_logout_redirect_uri=" + Uri.EscapeDataString(front.Base + "/signout-callback-oidc"), end.Address, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Cookies, c => c.Name == "preau.office" && c.Value.Length > 0);
    }
}
