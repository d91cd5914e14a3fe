using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class SearchTests(TestDatabase database) : FamilyWorld(database)
{
    [Fact]
    public async Task Families_are_found_by_name_child_or_number_without_accents_or_case()
    {
        (string Search, string Found)[] searches =
        [
            ("ines", "DUPONT Jean,DUPONT Jeanne"),
            ("INÈS jeanne", "DUPONT Jeanne"),
            ("dupont-jeanne", "DUPONT Jeanne"),
            ("noe", "MOREAU Claire"),
            ("1818355", "NGUYEN Mai"),
            ("moreau%", "MOREAU Claire"),
            ("39 98 12 37", "MOREAU Claire"),
            ("+33 6 39 98 12 38", "MARTIN Paul"),
            ("39 98 99", ""),
            ("ztest", ""),
            ("' OR 'x'='y", ""),
        ];
        foreach (var (search, found) in searches)
        {
            var page = await AsAgent(Permissions.Families).GetAsAsync<FamilyPage>("/api/biviers/family/families?q=" + Uri.EscapeDataString(search));

            Assert.Equal((search, found, page.Items.Length), (search, string.Join(',', page.Items.Select(i => i.Name)), page.Total));
        }
    }

    [Fact]
    public async Task Without_a_word_all_families_come_in_order_of_name()
    {
        var page = await AsAgent(Permissions.Requests).GetAsAsync<FamilyPage>("/api/biviers/family/families");

        Assert.Equal((1, 1, 5), (page.Page, page.Pages, page.Total));
        Assert.Equal(["Louise", "Tom", "Inès"], page.Items[0].Children);
        Assert.Empty((await AsAgent(Permissions.Requests).GetAsAsync<FamilyPage>("/api/biviers/family/families?page=9")).Items);
    }

    [Fact]
    public async Task Wrong_search_input_is_refused_with_a_code()
    {
        (string Query, string Code)[] wrong = [("?page=0", "page.invalid"), ("?page=2147483647", "page.invalid"), ("?page=99999999999", "request.malformed"),
            ("?page=x", "request.malformed"), ("?q=" + new string('é', 101), "search.too-long")];
        foreach (var (query, code) in wrong)
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code,
                await AsAgent(Permissions.Families).GetAsync("/api/biviers/family/families" + query));
        }
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
