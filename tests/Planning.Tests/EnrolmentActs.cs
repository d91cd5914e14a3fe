using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Asks for an enrolment and decides on it.</summary>
public abstract class EnrolmentActs(EnrolmentWorld shared, TestDatabase database) : IClassFixture<EnrolmentWorld>, IAsyncLifetime
{
    protected const string Biviers = PlanningWorld.Biviers;
    protected static readonly byte[] Pdf = [.. "%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF"u8];
    protected static readonly DateOnly From = new(2027, 1, 4);
    protected static readonly DateOnly Until = new(2027, 7, 2);

    protected PlanningWorld World { get; private set; } = null!;

    protected TestDatabase Database => database;

    public async ValueTask InitializeAsync() => World = await shared.StartAsync(database);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static AskEnrolment Centre() =>
        new(Guid.NewGuid(), null, "alsh-mercredi", From, Until,
            Pieces: [new GivenPiece("assurance", Name: "assurance.pdf", Content: Pdf), new GivenPiece("fiche", AtCounter: true)]);

    protected static Task<HttpResponseMessage> PostAsync(Household family, AskEnrolment body) =>
        family.Parent.PostAsJsonAsync($"{family.Api}/enrolments/requests", body with { Child = family.Child });

    protected static async Task<EnrolmentRequestView> AskAsync(Household family, AskEnrolment body) =>
        await (await PostAsync(family, body)).ReadAsync<EnrolmentRequestView>();

    protected Task<HttpResponseMessage> PostDecisionAsync(EnrolmentRequestView asked, DecideEnrolment body) =>
        World.Agent(Biviers).PostAsJsonAsync($"/api/{Biviers}/planning/enrolments/requests/{asked.Id}/decide", body);

    protected Task<List<FamilyNotified>> ToldAsync(Household family, int count) => Eventually.SeeAsync(
        () => Task.FromResult(World.Service.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == family.Family).ToList()), seen => seen.Count >= count);
}
