using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/billing/dunning?office, permission "billing" or "money-view": every
/// payer who owes something overdue, with the step whose turn it is, those
/// dunning leaves alone, and difficulties that wait for an answer.
/// </summary>
/// <param name="Office">Null while none is chosen; rows are empty where the office has no steps.</param>
/// <param name="Recent">The last 100 reminders.</param>
/// <param name="StopAfter">Days of delay after which bookings may be stopped; null where the commune stops nobody.</param>
/// <param name="Stops">Households of this office that may not book now.</param>
/// <param name="Prints">Steps sent, newest first, to be printed as one.</param>
public sealed record DunningView(
    DunningOffice[] Offices, string? Office, DunningStepView[] Steps, DunningRow[] Rows, HardshipRow[] Hardships, ReminderRow[] Recent, int? StopAfter = null,
    BookingStopView[]? Stops = null, DunningPrint[]? Prints = null);

/// <param name="Meals">Meals as well.</param>
/// <param name="Automatic">By the commune's rule; else by the agent named.</param>
public sealed record BookingStopView(Guid Family, string Payer, bool Meals, bool Automatic, string Reason, string By, DateTime At);

/// <summary>
/// PUT /stops/{family}, permission "billing": the household may not book by itself until it has
/// paid, keeps a plan or an agent lifts it (DELETE). What is booked stays.
/// 409 "stop.off" where the commune has no such rule, "stop.nothing", "stop.sleeps".
/// </summary>
/// <param name="Meals">Meals as well: an agent's decision, with its reason.</param>
public sealed record StopFamilyBookings(
    [property: Required, StringLength(64)] string Office, [property: Required, StringLength(400, MinimumLength = 10)] string Reason, bool Meals = false);

public sealed record DunningOffice(string Key, string Label, bool Ready);

/// <param name="HandOver">This step is the bordereau to the treasury.</param>
public sealed record DunningStepView(int No, string Label, int Days, bool HandOver, decimal Owed = 0);

/// <param name="Sent">Last step sent about the oldest debt; 0 for none.</param>
/// <param name="Step">The step to send now; null when none is due.</param>
/// <param name="Sleeps">"plan", "hardship" or "ccas"; null when dunning goes on.</param>
public sealed record DunningRow(
    Guid Family, string Payer, decimal Owed, DateOnly? Oldest, string[] Invoices, int Sent, DateOnly? SentOn, int? Step, string? Sleeps, bool HasMail,
    PlanView? Plan);

public sealed record HardshipRow(Guid Id, Guid Family, string Payer, string Text, DateTime At);

public sealed record ReminderRow(Guid Id, string Payer, string Label, DateOnly Date, decimal Amount, bool Mailed);

/// <summary>A step as it was sent on a day; its letters are one print, GET /dunning/letters.</summary>
/// <param name="OnPaper">Of the reminders, those without e-mail.</param>
public sealed record DunningPrint(int Step, string Label, DateOnly Date, int Reminders, int OnPaper)
{
    /// <summary>How many a list shows.</summary>
    public const int Most = 20;
}

/// <summary>POST /dunning, permission "billing": sends a step to those whose turn it is. 409 "dunning.handOver" for the step that is a bordereau.</summary>
public sealed record SendReminders(
    [property: Required, StringLength(64)] string Office, [property: Required, Range(1, 6)] int? Step,
    [property: Required, MinLength(1), MaxLength(5000)] Guid[] Families);

/// <param name="LeftOut">Chosen, but it isn't their turn any more.</param>
/// <param name="OnPaper">Of those sent, without e-mail: to be printed.</param>
public sealed record RemindersSent(int Sent, decimal Amount, int LeftOut, int OnPaper = 0);

/// <param name="State">"kept", "broken" or "done".</param>
public sealed record PlanView(Guid Id, string Office, string State, decimal Amount, decimal Left, string? Note, PlanDateView[] Dates);

/// <param name="State">"paid", "missed" or "coming".</param>
public sealed record PlanDateView(DateOnly On, decimal Amount, string State);

/// <summary>POST /dunning/plans, permission "billing": what is open in 2 to 4 monthly parts.
/// 400 "plan.first", 409 "plan.nothing". Ends the plan before.</summary>
public sealed record AgreePlan(
    [property: Required, StringLength(64)] string Office, [property: Required] Guid? Family, [property: Required, Range(2, 4)] int? Parts,
    [property: Required] DateOnly? First,
    [property: StringLength(400)] string? Note = null);

/// <summary>GET /difficulty, for the payer: what is owed by office, an agreed plan, the last difficulty told and its answer.</summary>
public sealed record MyDifficulty(DifficultyOffice[] Offices);

public sealed record DifficultyOffice(string Office, string OfficeLabel, decimal Owed, PlanView? Plan, DifficultyView? Last);

public sealed record DifficultyView(DateTime At, string Text, DateTime? AnsweredAt, string? Answer, bool Ccas);

/// <summary>POST /difficulty, for the payer: dunning sleeps until an agent answered.</summary>
public sealed record TellDifficulty(
    [property: Required, StringLength(64)] string Office, [property: Required, StringLength(1000, MinimumLength = 10)] string Text);

/// <summary>POST /difficulty/{id}/answer, permission "billing". 409 "difficulty.answered".</summary>
/// <param name="Parts">2 to 4 to offer a plan from <paramref name="First"/> on; null for none.</param>
/// <param name="Ccas">The family agreed that the CCAS is told.</param>
public sealed record AnswerDifficulty(
    [property: Required, StringLength(1000, MinimumLength = 3)] string Answer, [property: Range(2, 4)] int? Parts = null, DateOnly? First = null,
    bool Ccas = false);

/// <summary>POST /invoices/{id}/write-off, permission "billing": given up. 409 "writeOff.nothing".</summary>
public sealed record WriteOffInvoice([property: Required, StringLength(400, MinimumLength = 3)] string Reason);
