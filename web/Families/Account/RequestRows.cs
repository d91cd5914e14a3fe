using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Account;

/// <summary>One line of « Mes demandes », from whichever service answered.</summary>
/// <param name="Path">Of the receipt, begins with <c>~/</c>.</param>
/// <param name="At">Local.</param>
/// <param name="Answered">When it was decided, local.</param>
public sealed record RequestRow(
    string Path, string Title, string Number, string Author, DateTime At, RequestStatus Status, string Answer, DateTime? Answered, bool AwaitsEvidence = false);

/// <summary>Bookings and changes of the file in one list, newest first.</summary>
public sealed class RequestRows(PlanningClient planning, FamilyRequestsClient family)
{
    private const int PageSize = 20;

    /// <param name="Booking">"booking", "cancellation", "absence", null for all, "" for none.</param>
    /// <param name="Form">A form of the file, "account", "children", null for all, "" for none.</param>
    public sealed record Filter(DateOnly Since, DateOnly? Until, RequestStatus? Status, string? Booking, string? Form);

    /// <summary>Both services give pages of twenty: as many of each are read as the page asked for can need.</summary>
    public async Task<(IReadOnlyList<RequestRow> Rows, int Pages, int Total)> ReadAsync(Filter filter, int page, DateOnly today, CancellationToken ct)
    {
        List<RequestRow> rows = [];
        var total = 0;
        for (var (n, more) = (1, filter.Form != ""); more; n++)
        {
            var found = await family.MineAsync(ct, filter.Since, filter.Until, filter.Form, filter.Status?.ToString(), n);
            rows.AddRange(found.Items.Select(r => Of(r, today)));
            total += n == 1 ? found.Total : 0;
            more = n < found.Pages && n < page;
        }

        for (var (n, more) = (1, filter.Booking != ""); more; n++)
        {
            var found = await planning.RequestsAsync(ct, filter.Since, filter.Status?.ToString(), filter.Booking, n);
            // Planning lists until today; a period that ends before is cut here, and then all of it must be read.
            var kept = found.Items.Where(r => filter.Until is null || DateOnly.FromDateTime(r.At) <= filter.Until).ToList();
            rows.AddRange(kept.Select(r => Of(r, today)));
            total += filter.Until is null ? n == 1 ? found.Total : 0 : kept.Count;
            more = n < found.Pages && (filter.Until is not null || n < page);
        }

        return ([.. rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Number).Skip((page - 1) * PageSize).Take(PageSize)],
            Math.Max(1, (total + PageSize - 1) / PageSize), total);
    }

    /// <summary>Changes of the file that wait for the mairie.</summary>
    public static IReadOnlyList<RequestRow> Waiting(FamilyRequestView[]? files, DateOnly today) => [.. (files ?? []).Select(r => Of(r, today))];

    /// <summary>What waits is looked for this far back.</summary>
    public static DateOnly Oldest(DateOnly today) => today.AddYears(-3);

    private static RequestRow Of(RequestSummary r, DateOnly today) =>
        new($"~/demandes/{r.Id}", RequestWords.Title(r, today), r.Number, r.Author, r.At, r.Status, RequestWords.Answer(r, today), r.DecidedAt,
            r.AwaitsEvidence);

    private static RequestRow Of(FamilyRequestView r, DateOnly today) => new(
        $"~/demandes/dossier/{r.Id}",
        $"{r.FormLabel}{(r.Child is { } child ? $", {child}" : "")} : "
            + $"{French.List([.. r.Lines.Select(l => l.Label).Distinct().Take(3)])}{(r.Lines.Length > 3 ? "…" : "")}",
        r.Number, r.Author, r.At, r.Status, AnswerOf(r, today), r.DecidedAt);

    private static string AnswerOf(FamilyRequestView r, DateOnly today) => r.Status switch
    {
        RequestStatus.Pending => $"Réponse promise avant le {(r.AnswerBy is { } day ? French.Day(day, today) : "")}.",
        RequestStatus.Cancelled => "Annulée.",
        RequestStatus.Refused or RequestStatus.PartlyAccepted when r.Reason is { } reason => reason,
        _ when r.Automatic => "Prise en compte aussitôt.",
        _ => r.DecidedAt is { } at ? $"Décidé par {r.DecidedBy}, {French.Moment(at, today)}." : "",
    };
}
