using System.Globalization;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Agents with permission "attendance": lists, roll call, meals.</summary>
public sealed class PlanningRollClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<DayView> DayAsync(DateOnly date, ListChoice choice, CancellationToken ct) => GetAsync<DayView>("day" + Narrow(date, choice), ct);

    public Task<WeekView> WeekAsync(DateOnly date, ListChoice choice, CancellationToken ct) => GetAsync<WeekView>("week" + Narrow(date, choice), ct);

    /// <param name="service">Null: what is going on now.</param>
    public Task<RollView> RollAsync(DateOnly? date, string? service, CancellationToken ct) =>
        GetAsync<RollView>("roll" + Query(("date", date), ("service", service)), ct);

    public Task<MarksResult> MarkAsync(SendMarks marks, CancellationToken ct) => PostAsync<MarksResult>("roll/marks", marks, ct);

    public Task<InsideView> InsideAsync(string? facility, CancellationToken ct) => GetAsync<InsideView>("roll/inside" + Query(("facility", facility)), ct);

    public Task<AnomaliesView> AnomaliesAsync(DateOnly? from, DateOnly? to, string? service, CancellationToken ct) =>
        GetAsync<AnomaliesView>("roll/anomalies" + Query(("from", from), ("to", to), ("service", service)), ct);

    public Task DecideAsync(DecideNoShow decision, CancellationToken ct) => SendAsync(HttpMethod.Post, "roll/decide", decision, ct);

    public Task<MealsView> MealsAsync(DateOnly? from, DateOnly? to, string? facility, CancellationToken ct) =>
        GetAsync<MealsView>("meals" + Query(("from", from), ("to", to), ("facility", facility)), ct);

    /// <summary>The same key gives the same order.</summary>
    public Task<MealOrderView> OrderMealsAsync(OrderMeals order, CancellationToken ct) => PostAsync<MealOrderView>("meals/orders", order, ct);

    private static string Narrow(DateOnly date, ListChoice choice) =>
        Query(("date", date), ("facility", choice.Facility), ("service", choice.Service), ("school", choice.School), ("grade", choice.Grade),
            ("group", choice.Group));
}

/// <summary>What a list is narrowed to.</summary>
public sealed record ListChoice(string? Facility = null, string? Service = null, string? School = null, string? Grade = null, string? Group = null)
{
    /// <summary>Values of the address of a list, so narrowed, on a day.</summary>
    public object Route(DateOnly date, string? format) => new
    {
        date = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        facility = Facility,
        service = Service,
        school = School,
        grade = Grade,
        group = Group,
        format,
    };

    /// <summary>A mistyped date shows today rather than an error: the page says which day it shows.</summary>
    public static DateOnly Day(DateOnly? asked, DateOnly today) => asked is { } day && day > today.AddYears(-5) && day < today.AddYears(1) ? day : today;
}

/// <summary>What to do for children, and who may come for them: each call is logged by the service.</summary>
public sealed class CareClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    /// <summary>By child; none asked, nothing logged.</summary>
    public async Task<IReadOnlyDictionary<Guid, DayNote>> NotesAsync(IEnumerable<Guid> children, CancellationToken ct)
    {
        var notes = new Dictionary<Guid, DayNote>();
        foreach (var some in children.Distinct().Order().Chunk(2000))
        {
            foreach (var note in (await PostAsync<DayNotesView>("day-notes", new AskDayNotes(some), ct)).Notes)
            {
                notes[note.ChildId] = note;
            }
        }

        return notes;
    }

    public Task<CareView> CareAsync(Guid family, Guid child, CancellationToken ct) => GetAsync<CareView>($"families/{family}/children/{child}/care", ct);

    public Task SetCareAsync(Guid family, Guid child, SetCare care, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"families/{family}/children/{child}/care", care, ct);
}
