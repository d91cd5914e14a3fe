using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Files that an agent writes.</summary>
public abstract class HouseholdWorld(TestDatabase database) : FamilyWorld(database)
{
    protected const string Api = "/api/biviers/family/families";
    protected static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");

    protected HttpClient Agent => AsAgent(Permissions.Families);

    protected FamilyChanged[] Told(Guid family) => [.. Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == family)];

    protected Task<FamilyOffice> OfficeAsync(Guid family) => Agent.GetAsAsync<FamilyOffice>($"{Api}/{family}/office");

    protected async Task<FamilyMade> CreateAsync(string first, string last, params (string Name, string Birth)[] children) =>
        await (await Agent.PostAsJsonAsync(Api, NewFamilyOf(first, last, children))).ReadAsync<FamilyMade>();

    protected static NewFamily NewFamilyOf(string first, string last, params (string Name, string Birth)[] children) => new(
        new() { ["civility"] = "Mme", ["firstName"] = first, ["lastName"] = last, ["role"] = "Mère" }, null,
        [.. children.Select(c => new Dictionary<string, string?> { ["firstName"] = c.Name, ["lastName"] = last, ["birthDate"] = c.Birth })]);

    protected static AddMember Member(params (string Key, string Value)[] fields) => new(fields.ToDictionary(f => f.Key, f => (string?)f.Value));
}
