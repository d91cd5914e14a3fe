using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class SearchTests(TestDatabase database) : FamilyWorld(database)
{
    [Theory]
    [InlineData("ines", "DUPONT Jean,DUPONT Jeanne")]
    [InlineData("INÈS jeanne", "DUPONT Jeanne")]
    [InlineData("dupont-jeanne", "DUPONT Jeanne")]
    [InlineData("noe", "MOREAU Claire")]
    [InlineData("1818355", "NGUYEN Mai")]
    [InlineData("moreau%", "MOREAU Claire")]
    [InlineData("ztest", "")]
    [InlineData("' OR 'x'='y", "")]
    public async Task Families_are_found_by_name_child_or_number_without_accents_or_case(string q, string found)
    {
        var page = await AsAgent(Permissions.Families).GetAsAsync<FamilyPage>("/api/biviers/family/families?q=" + Uri.EscapeDataString(q));

        Assert.Equal(found, string.Join(',', page.Items.Select(i => i.Name)));
        Assert.Equal(page.Items.Length, page.Total);
    }

    [Fact]
    public async Task Without_a_word_all_families_come_in_order_of_name()
    {
        var page = await AsAgent(Permissions.Requests).GetAsAsync<FamilyPage>("/api/biviers/family/families");

        Assert.Equal((1, 1, 4), (page.Page, page.Pages, page.Total));
        Assert.Equal(["Louise", "Tom", "Inès"], page.Items[0].Children);
        Assert.Empty((await AsAgent(Permissions.Requests).GetAsAsync<FamilyPage>("/api/biviers/family/families?page=9")).Items);
    }

    [Theory]
    [InlineData("?page=0", "page.invalid")]
    [InlineData("?page=2147483647", "page.invalid")]
    [InlineData("?page=99999999999", "request.malformed")]
    [InlineData("?page=x", "request.malformed")]
    [InlineData("?q=long", "search.too-long")]
    public async Task Wrong_search_input_is_refused_with_a_code(string query, string code)
    {
        var response = await AsAgent(Permissions.Families).GetAsync("/api/biviers/family/families" + query.Replace("long", new string('é', 101), StringComparison.Ordinal));

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, response);
    }

    [Fact]
    public async Task An_agent_opens_a_family_file_and_learns_which_sources_are_accepted()
    {
        var family = await AsAgent(Permissions.Families).GetAsAsync<FamilyView>($"/api/biviers/family/families/{Moreau}");

        Assert.Null(family.You);
        Assert.Null(family.Quotient);
        Assert.Contains("CAF", family.QuotientSources!);
    }
}

public sealed class SearchOnSqlite() : SearchTests(TestDatabase.Sqlite);

public sealed class SearchOnSqlServer() : SearchTests(TestDatabase.SqlServer);
