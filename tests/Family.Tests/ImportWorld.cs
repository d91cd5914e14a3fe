using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Files that an agent sends in.</summary>
public abstract class ImportWorld(TestDatabase database) : FamilyWorld(database)
{
    protected const string Api = "/api/biviers/family/imports";

    protected HttpClient Agent => AsAgent(Permissions.Families);

    protected async Task<Guid> UploadAsync(string name, byte[] bytes) =>
        (await (await Agent.PostAsync($"{Api}/upload?name={name}", new ByteArrayContent(bytes))).ReadAsync<ImportSummary>()).Id;

    protected Task<ImportView> ReadAsync(Guid run) => Agent.GetAsAsync<ImportView>($"{Api}/{run}");
}
