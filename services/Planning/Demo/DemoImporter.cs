using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Book;
using Preau.Planning.Booking.Decisions;
using Preau.Planning.Booking.Disruptions;
using Preau.Planning.Booking.Enrolments;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Demo;

/// <summary>
/// Section "planning" of deploy/demo/*.json: enrolments, and requests around today that go through the same rules as real ones, so that no
/// place is given twice and every state has its reason. Nobody is told about them; Billing learns the days.
/// </summary>
public sealed class DemoImporter(PlanningDb db, CurrentRules current, KeepFamilyInStep families, TimeProvider clock) : ISectionImporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public string Section => CurrentRules.Section;

    public bool IsDemo => true;

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        var demo = Read(file, section);
        var inForce = await current.FindAsync(ct) ?? throw new TenantFileException($"{file.Slug}.json: planning: this commune has no rules.");
        if (demo.Enrolments.Count == 0 || await db.Enrolments.AnyAsync(ct))
        {
            return;
        }

        await db.WriteAsync(async token =>
        {
            foreach (var snapshot in DemoFamilies.Of(file, clock.UtcNow()))
            {
                await families.KeepAsync(snapshot, token);
            }

            AddEnrolments(demo, inForce.Rules, file);
            AddContracts(demo, inForce.Rules);
            // Requests read what they decide on, so it must be there.
            await db.SaveChangesAsync(token);
            foreach (var request in demo.Requests)
            {
                await AskAsync(request, inForce, token);
            }

            var today = inForce.Rules.Today(clock.GetUtcNow());
            foreach (var request in demo.EnrolmentRequests)
            {
                await request.AskAsync(db, inForce, file.Slug, LocalMinutesOf(today.AddDays(-request.DaysAgo), inForce.Rules), token);
            }

            foreach (var enrolment in await db.Enrolments.AsNoTracking().Where(e => e.Weekdays != "").OrderBy(e => e.Id).ToListAsync(token))
            {
                await BookEnrolledDays.BookAsync(db, inForce, enrolment, inForce.Rules.ValidatorAsSubject, clock.GetUtcNow(), token);
            }

            await db.SaveChangesAsync(token);
            var marks = demo.Marks.SelectMany(m => m.On(inForce.Rules, today, clock.UtcNow())).ToList();
            await PostMarks.AddAsync(db, inForce.Rules, marks, clock.UtcNow(), token);

            foreach (var disruption in demo.Disruptions)
            {
                await DisruptAsync(disruption, inForce.Rules, token);
            }
        }, ct);
    }

    private void AddEnrolments(DemoPlanning demo, PlanningRules rules, TenantFile file) =>
            db.Enrolments.AddRange(demo.Enrolments.SelectMany(e => e.Children.SelectMany(child => e.Services.Select(service => new Enrolment
            {
                FamilyId = e.Family,
                ChildId = child,
                Service = rules.Services.ContainsKey(service)
                    ? service : throw new TenantFileException($"{file.Slug}.json: planning.enrolments: there is no service \"{service}\"."),
                From = e.From,
                Until = e.Until,
                Weekdays = string.Concat(e.Weekdays.Listed().Select(d => EnrolmentRules.Number(d))),
            }))));

    private void AddContracts(DemoPlanning demo, PlanningRules rules) =>
            db.ChildContracts.AddRange(demo.Contracts.Select(c => new ChildContract
            {
                FamilyId = c.Family,
                ChildId = c.Child,
                Service = c.Service,
                From = c.From,
                Until = c.Until,
                Week = ChildContract.Write(c.Weekdays.Listed().Select(day => new ContractDay(day, c.Arrival, c.Departure))),
                LeaveDays = c.LeaveDays,
                By = rules.ValidatorAsSubject,
            }));

    private async Task DisruptAsync(DemoDisruption demo, PlanningRules rules, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = rules.Today(now);
        var asked = demo.Date ?? today.AddDays(demo.FromMonday - (((int)today.DayOfWeek + 6) % 7));
        var plan = new DisruptionPlan(asked, asked, demo.Cause, demo.Effect, demo.Note, demo.Services, demo.Facilities, null, demo.Grades);
        if (demo.Date is null)
        {
            var day = await NextBookedAsync(plan, rules, today, now, ct);
            plan = plan with { First = day, Last = day };
        }

        await PostDisruption.ApplyAsync(db, rules, Targets.ToDisruption(plan, Guid.CreateVersion7(), rules.Signature(demo.By), now), now, tell: false, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// The day asked for, or the next one on which the services are open and have children booked whom it concerns; failing that, the last one before.
    /// </summary>
    private async Task<DateOnly> NextBookedAsync(DisruptionPlan plan, PlanningRules rules, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        var ahead = Targets.ToDisruption(plan with { First = today.AddDays(1), Last = today.AddDays(250) }, Guid.Empty, "", now);
        var booked = (await Targets.ReadAsync(db, rules, ahead, toChange: false, ct)).Cells
            .Where(c => rules.Units[c.Unit].Service.Day(c.Date).Info.IsOpen).Select(c => c.Date).Distinct().Order().ToList();
        var next = booked.FindIndex(d => d >= plan.First);
        return next >= 0 ? booked[next] : booked.Count > 0 ? booked[^1] : plan.First!.Value;
    }

    private static DemoPlanning Read(TenantFile file, JsonElement section)
    {
        try
        {
            return section.Deserialize<DemoPlanning>(Json) ?? new DemoPlanning();
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{file.Slug}.json: planning{e.Path?.TrimStart('$')}: not as expected.");
        }
    }

    private async Task AskAsync(DemoRequest request, SettingsInForce<PlanningRules> inForce, CancellationToken ct)
    {
        var rules = inForce.Rules;
        var now = clock.GetUtcNow();
        var today = rules.Today(now);
        var first = request.InHolidays ? NextHolidays(today, rules) : today;
        var monday = first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
        // Wishes for the holidays are as old as they can be: counted back from the end of their window once it has closed.
        var window = request.InHolidays ? rules.Units[request.Units[0]].Service.Day(first).Period : null;
        var counted = window?.Wishes is { } wishes && now >= window.WishesUntil ? DateOnly.FromDateTime(wishes.Until) : today;
        var asked = request.DaysAgo == 0 ? now : LocalMinutesOf(counted.AddDays(-request.DaysAgo), rules);
        var intents = new List<Intent>();
        foreach (var unit in request.Units)
        {
            for (var date = monday.AddDays(7 * request.FromWeek); date < monday.AddDays(7 * (request.ToWeek + 1)); date = date.AddDays(1))
            {
                var day = rules.Units[unit].Service.Day(date);
                if (request.Weekdays.Contains(date.DayOfWeek) && day.Info.IsOpen
                    && !((day.Period?.Wishes is null ? day.OpensAt : day.Period.WishesFrom) > asked))
                {
                    intents.AddRange(request.Children.Select(child => new Intent(child, unit, date, request.Action, request.Reason)));
                }
            }
        }

        if (intents.Count > 0)
        {
            var asking = new Asked(request.Family, request.ByAgent, request.Author, Guid.CreateVersion7(), [.. intents], request.Comment);
            var made = await PostRequest.AskAsync(db, inForce, asking, asked, announce: false, ct);
            await db.SaveChangesAsync(ct);
            if (made is not null && request.Decision is { } decision)
            {
                var at = asked.AddHours(13) < now ? asked.AddHours(13) : now;
                await PostDecisions.DecideAsync(db, rules, made.Receipt.Id, null, decision.Accept, decision.Reason, rules.Signature(decision.By), at, ct,
                    announce: false);
                await db.SaveChangesAsync(ct);
            }
        }
    }

    private static DateOnly NextHolidays(DateOnly today, PlanningRules rules)
    {
        var school = rules.Calendar.School;
        var end = today.AddDays(366);
        for (var day = today; day < end; day = day.AddDays(1))
        {
            if (school.KindOf(day) is DayKind.ShortHoliday or DayKind.Summer && day.DayOfWeek == DayOfWeek.Monday)
            {
                return day;
            }
        }

        return today;
    }

    private static DateTimeOffset LocalMinutesOf(DateOnly day, PlanningRules rules)
    {
        var local = day.ToDateTime(new TimeOnly(20, 41));
        return new DateTimeOffset(local, rules.Zone.GetUtcOffset(local));
    }
}

/// <summary>Section "planning" of a demonstration file.</summary>
internal sealed record DemoPlanning
{
    public IReadOnlyList<DemoEnrolment> Enrolments { get; init; } = [];

    public IReadOnlyList<DemoEnrolmentRequest> EnrolmentRequests { get; init; } = [];

    public IReadOnlyList<DemoContract> Contracts { get; init; } = [];

    public IReadOnlyList<DemoRequest> Requests { get; init; } = [];

    public IReadOnlyList<DemoMark> Marks { get; init; } = [];

    public IReadOnlyList<DemoDisruption> Disruptions { get; init; } = [];
}

/// <param name="Weekdays">Days of the week it is for; booked from today on where the service books them.</param>
internal sealed record DemoEnrolment(Guid Family, IReadOnlyList<Guid> Children, IReadOnlyList<string> Services, DateOnly From, DateOnly? Until,
    WeekdaySet Weekdays = default);

/// <param name="FromMonday">Days from the Monday of the current week, when <paramref name="Date"/> is left out; moved to a day with children booked.</param>
internal sealed record DemoDisruption(
    string Cause, DisruptionEffect Effect, string By, int FromMonday = 0, DateOnly? Date = null, string? Note = null, string[]? Services = null,
    string[]? Facilities = null, string[]? Grades = null);

/// <summary>A contract with the same hours on each of its weekdays.</summary>
internal sealed record DemoContract(Guid Family, Guid Child, string Service, DateOnly From, DateOnly? Until, WeekdaySet Weekdays, TimeOnly Arrival,
    TimeOnly Departure, int LeaveDays);

/// <param name="DaysAgo">When it was asked; 0 for now.</param>
/// <param name="FromWeek">First week, counted from the current one; negative for the past.</param>
/// <param name="Weekdays">Of these weeks, those on which the service is open.</param>
/// <param name="InHolidays">Weeks are counted from the first one of the next holidays; days that can't be booked yet are left out.</param>
/// <param name="ByAgent">Asked by an agent in the family's name.</param>
internal sealed record DemoRequest(
    Guid Family, string Author, IReadOnlyList<Guid> Children, IReadOnlyList<string> Units, IntentAction Action, int DaysAgo, int FromWeek, int ToWeek,
    WeekdaySet Weekdays, string? Reason = null, string? Comment = null,
    bool InHolidays = false, bool ByAgent = false, DemoDecision? Decision = null);

/// <summary>What an agent answered to the lines that waited, thirteen hours later.</summary>
/// <param name="By">The agent's name.</param>
/// <param name="Reason">Of a refusal.</param>
internal sealed record DemoDecision(bool Accept, string By, string? Reason = null);
