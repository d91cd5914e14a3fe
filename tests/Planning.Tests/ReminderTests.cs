using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Canteen of Biviers: Monday 14 closes on Thursday 10 at 12.00; the reminder is due from Wednesday 9 at 12.00.</summary>
public abstract class ReminderTests(TestDatabase database)
{
    private const string Biviers = PlanningWorld.Biviers;
    private static readonly DateTimeOffset Tuesday = new(2026, 12, 8, 8, 10, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Wednesday = new(2026, 12, 9, 11, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Who_asked_for_it_is_told_once_before_the_first_limit_that_nothing_is_booked()
    {
        await using var world = await StartAsync();
        var asked = await world.AddFamilyAsync(Biviers, "restauration");
        var silent = await world.AddFamilyAsync(Biviers, "restauration");
        var booked = await world.AddFamilyAsync(Biviers, "restauration");
        var late = await world.AddFamilyAsync(Biviers, "restauration");
        foreach (var family in new[] { asked, silent, booked, late })
        {
            await family.AskAsync(family.Book("restauration", new DateOnly(2026, 12, 11)));
        }

        await booked.AskAsync(booked.Book("restauration", new DateOnly(2026, 12, 17)));
        await ConsentAsync(asked, true);
        await ConsentAsync(booked, true);
        world.Service.Clock.SetUtcNow(Wednesday);

        var told = await Eventually.SeeAsync(() => Task.FromResult(Reminders(world)), seen => seen.Count > 0);
        // Who asks later is told in a later round: by then the others have been looked at again.
        await ConsentAsync(late, true);
        await Eventually.SeeAsync(() => Task.FromResult(Reminders(world)), seen => seen.Exists(n => n.FamilyId == late.Family));

        var reminder = Assert.Single(Reminders(world), n => n.FamilyId != late.Family);
        Assert.Equal(told[0].NoticeId, reminder.NoticeId);
        Assert.Equal((asked.Family, "planning?mois=2026-12&semaine=2026-12-14"), (reminder.FamilyId, reminder.Path));
        Assert.Equal("Rien n’est réservé pour Louise du 14 au 18 décembre", reminder.Subject);
        Assert.Contains("jeudi 10 décembre à 12", reminder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_the_consent_back_or_a_commune_that_offers_none_ends_it()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Biviers, "restauration");
        await family.AskAsync(family.Book("restauration", new DateOnly(2026, 12, 11)));
        Assert.Equal(new ReminderView(true, false, 24), await family.Parent.GetAsAsync<ReminderView>($"{family.Api}/reminders"));
        await ConsentAsync(family, true);
        Assert.False((await ConsentAsync(family, false)).On);
        var other = await world.AddFamilyAsync(Biviers, "restauration");
        await other.AskAsync(other.Book("restauration", new DateOnly(2026, 12, 11)));
        await ConsentAsync(other, true);

        world.Service.Clock.SetUtcNow(Wednesday);

        Assert.Equal(other.Family, (await Eventually.SeeAsync(() => Task.FromResult(Reminders(world)), seen => seen.Count > 0)).Single().FamilyId);
        await world.ChangeSettingsAsync(Biviers,
            document => document["reminders"] = new System.Text.Json.Nodes.JsonObject { ["offered"] = false, ["hoursBefore"] = 48 });
        Assert.Equal(new ReminderView(false, false, 48), await family.Parent.GetAsAsync<ReminderView>($"{family.Api}/reminders"));
    }

    private Task<PlanningWorld> StartAsync() => PlanningWorld.StartAsync(database, Tuesday, more: ("Reminders:Poll", "00:00:00.1"));

    private static List<FamilyNotified> Reminders(PlanningWorld world) =>
        [.. world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "reminder")];

    private static async Task<ReminderView> ConsentAsync(Household family, bool on) =>
        await (await family.Parent.PutAsJsonAsync($"{family.Api}/reminders", new SetReminder(on))).ReadAsync<ReminderView>();
}

public sealed class ReminderOnSqlite() : ReminderTests(TestDatabase.Sqlite);

public sealed class ReminderOnSqlServer() : ReminderTests(TestDatabase.SqlServer);
