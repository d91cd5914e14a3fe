using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages;

/// <summary>Who is expected in each service on a day; printable.</summary>
[May(Permissions.Attendance)]
internal sealed class DayModel(PlanningClient planning, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "date")]
    public DateOnly? Asked { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    public DateOnly Date { get; private set; }

    public DayView Day { get; private set; } = null!;

    public DateOnly Previous => Day.Previous ?? Date.AddDays(-1);

    public DateOnly Next => Day.Next ?? Date.AddDays(1);

    /// <summary>All services of the day, for the filter.</summary>
    public DayService[] Services { get; private set; } = [];

    public DayService[] Shown { get; private set; } = [];

    /// <summary>Children who are to come or are there; those who asked and wait are listed apart.</summary>
    public static int Expected(DayService service) => service.Children.Where(IsExpected).Select(c => c.ChildId).Distinct().Count();

    public static bool IsExpected(DayChild child) =>
        child.State is CellState.Booked or CellState.CancelPending or CellState.AbsencePending or CellState.Present or CellState.PresentUnbooked or CellState.ExtraHours or CellState.ClockMissing;

    public async Task OnGetAsync(CancellationToken ct)
    {
        // A mistyped date shows today rather than an error: the page says which day it shows.
        Date = ModelState.IsValid && Asked is { } asked && asked > tenant.Today.AddYears(-5) && asked < tenant.Today.AddYears(1) ? asked : tenant.Today;
        ModelState.Clear();
        Day = await planning.DayAsync(Date, ct);
        Services = Day.Services;
        Shown = string.IsNullOrEmpty(Service) ? Services : [.. Services.Where(s => s.Service == Service)];
    }
}
