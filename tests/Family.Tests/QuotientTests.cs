using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class QuotientTests(TestDatabase database) : FamilyWorld(database)
{
    [Fact]
    public async Task A_new_quotient_closes_the_one_in_force_the_day_before()
    {
        var family = await PostAsync(new AddQuotient(700.50m, new DateOnly(2027, 1, 1), null, "CAF"));

        Assert.Equal([new(700.50m, new DateOnly(2027, 1, 1), null, "CAF"), new QuotientView(612m, new DateOnly(2026, 2, 1), new DateOnly(2026, 12, 31), "CAF")],
            family.Quotients);
        Assert.Equal(612m, family.Quotient?.Value);
        Assert.Equal(2, family.Version);
        var told = await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == Jean && e.Version == 2).ToArray()),
            t => t.Length > 0);
        Assert.Equal([612m, 700.50m], told[0].Quotients.Select(q => q.Value));
    }

    [Fact]
    public async Task A_quotient_that_starts_the_same_day_corrects_the_old_one()
    {
        var family = await PostAsync(new AddQuotient(621m, new DateOnly(2026, 2, 1), null, "MSA"));

        Assert.Equal([new QuotientView(621m, new DateOnly(2026, 2, 1), null, "MSA")], family.Quotients);
    }

    [Fact]
    public async Task An_earlier_quotient_ends_where_the_next_begins()
    {
        var family = await PostAsync(new AddQuotient(580m, new DateOnly(2025, 9, 1), null, "CAF"));

        Assert.Equal(new DateOnly(2026, 1, 31), family.Quotients[^1].Until);
        Assert.Equal(612m, family.Quotient?.Value);
    }

    [Fact]
    public async Task A_quotient_that_would_cover_a_later_one_is_refused()
    {
        var response = await AsAgent(Permissions.Families)
            .PostAsJsonAsync(Path, new AddQuotient(580m, new DateOnly(2025, 9, 1), new DateOnly(2026, 3, 1), "CAF"));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "quotient.overlap", response);
    }

    [Fact]
    public async Task Wrong_input_is_refused_with_a_code()
    {
        (string Body, string Code)[] wrong =
        [
            ("""{"value":612.005,"from":"2027-01-01","source":"CAF"}""", "quotient.value"),
            ("""{"value":612,"from":"2027-01-01","until":"2026-12-31","source":"CAF"}""", "quotient.period"),
            ("""{"value":612,"from":"0001-01-01","source":"CAF"}""", "quotient.period"),
            ("""{"value":612,"from":"9999-12-31","source":"CAF"}""", "quotient.period"),
            ("""{"value":612,"from":"2027-01-01","source":"une voisine"}""", "quotient.source"),
            ("""{"value":-1,"from":"2027-01-01","source":"CAF"}""", "request.invalid"),
            ("""{"value":100000,"from":"2027-01-01","source":"CAF"}""", "request.invalid"),
            ("""{"from":"2027-01-01","source":"CAF"}""", "request.invalid"),
            ("""{"value":612,"source":"CAF"}""", "request.invalid"),
            ("""{"value":612,"from":"2027-01-01"}""", "request.invalid"),
            ("""{"value":1e400,"from":"2027-01-01","source":"CAF"}""", "request.malformed"),
            ("""{"value":612,"from":"31/12/2026","source":"CAF"}""", "request.malformed"),
            ("""{"value":612,"from":"2027-01-01","source":"CAF","familyId":1}""", "request.malformed"),
            ("[]", "request.malformed"),
            ("", "request.malformed"),
        ];
        foreach (var (body, code) in wrong)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await AsAgent(Permissions.Families).PostAsync(Path, content));
        }
    }

    [Fact]
    public async Task An_agent_who_may_only_read_families_cannot_record_a_quotient()
    {
        var response = await AsAgent(Permissions.Requests).PostAsJsonAsync(Path, new AddQuotient(1m, new DateOnly(2027, 1, 1), null, "CAF"));

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden", response);
    }

    private static string Path => $"/api/biviers/family/families/{Jean}/quotients";

    private Task<FamilyView> PostAsync(AddQuotient body) => AsAgent(Permissions.Families).PostAsAsync<FamilyView>(Path, body);
}

public sealed class QuotientOnSqlite() : QuotientTests(TestDatabase.Sqlite);

public sealed class QuotientOnSqlServer() : QuotientTests(TestDatabase.SqlServer);
