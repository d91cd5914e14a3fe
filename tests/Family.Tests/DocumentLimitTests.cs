using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>To the day: how long a document counts, when a new one is asked for, of which ages. The family's file and the agents' lists say the same.</summary>
public abstract class DocumentLimitTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");

    [Theory]
    [InlineData("2026-12-07", DocumentNeed.Expired)]
    [InlineData("2026-12-08", DocumentNeed.Expiring)]
    [InlineData("2027-01-07", DocumentNeed.Expiring)]
    [InlineData("2027-01-08", DocumentNeed.Accepted)]
    public async Task A_document_counts_on_its_last_day_and_is_asked_for_anew_in_the_thirty_days_before(string until, DocumentNeed need)
    {
        await Family.InTenantAsync("biviers", s => s.GetRequiredService<FamilyDb>().Documents
            .Where(d => d.ChildId == Tom && d.Key == "ordonnance").ExecuteUpdateAsync(d => d.SetProperty(x => x.Until, DateOnly.Parse(until, null))));

        var file = await AsJean().GetAsAsync<FileDocumentsView>($"{Api}/me/documents");

        Assert.Equal(need, file.Documents.Single(d => d.Key == "ordonnance").Need);
        Assert.Equal(need == DocumentNeed.Expiring, await ListedAsync("expiring", "ordonnance", Tom));
        Assert.Equal(need == DocumentNeed.Expired, await ListedAsync("missing", "ordonnance", Tom));
    }

    [Theory]
    [InlineData("2014-12-08", false)]
    [InlineData("2014-12-09", true)]
    [InlineData("2023-12-08", true)]
    [InlineData("2023-12-09", false)]
    public async Task A_document_for_three_to_eleven_is_asked_for_from_the_third_birthday_to_the_eve_of_the_twelfth(string birth, bool asked)
    {
        using var agent = AsAgent(Permissions.Settings);
        var before = await agent.GetAsAsync<SectionView>($"{Api}/settings");
        var document = JsonNode.Parse(before.Document.GetRawText())!;
        document["documents"]!.AsArray().Add(JsonNode.Parse("""{ "key": "charte", "label": "Charte signée", "fromAge": 3, "toAge": 11 }"""));
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"{Api}/settings", new SaveSection(before.Version, JsonSerializer.SerializeToElement(document))));
        await Family.InTenantAsync("biviers", s => s.GetRequiredService<FamilyDb>().Set<HouseholdChild>()
            .Where(c => c.ChildId == Noe).ExecuteUpdateAsync(c => c.SetProperty(x => x.BirthDate, DateOnly.Parse(birth, null))));

        var file = await AsAgent(Permissions.Families).GetAsAsync<FileDocumentsView>($"{Api}/families/{Moreau}/documents");

        Assert.Equal(asked, Array.Exists(file.Documents, d => d.Key == "charte" && d.ChildId == Noe));
        Assert.Equal(asked, await ListedAsync("missing", "charte", Noe));
    }

    private async Task<bool> ListedAsync(string state, string key, Guid child) =>
        Array.Exists((await AsAgent(Permissions.Families).GetAsAsync<DocumentQueueView>($"{Api}/documents/queue?state={state}")).Items,
            i => i.Key == key && i.ChildId == child);
}

public sealed class DocumentLimitOnSqlite() : DocumentLimitTests(TestDatabase.Sqlite);

public sealed class DocumentLimitOnSqlServer() : DocumentLimitTests(TestDatabase.SqlServer);

/// <summary>The day of each reminder, by the function that decides.</summary>
public sealed class ReminderDayTests
{
    [Theory]
    [InlineData("2026-11-17", null)]
    [InlineData("2026-11-18", "first")]
    [InlineData("2026-12-10", "first")]
    [InlineData("2026-12-11", "last")]
    [InlineData("2026-12-18", "last")]
    [InlineData("2026-12-19", "ended")]
    public void A_family_is_reminded_a_month_and_a_week_before_the_day_and_once_it_is_over(string today, string? step) =>
        Assert.Equal(step, RemindDocuments.StepFor(new DateOnly(2026, 12, 18), DateOnly.Parse(today, CultureInfo.InvariantCulture))?.Step);
}
