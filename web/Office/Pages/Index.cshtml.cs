using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages;

/// <summary>What is to be done today, and who is expected.</summary>
internal sealed class IndexModel(
    PlanningClient planning, MessagingClient messaging, DocumentsClient documents, Session session, TenantContext tenant, OfficeCounts counts) : PageModel
{
    public QueuePage? Queue { get; private set; }

    public ThreadPage? Threads { get; private set; }

    public DayView? Day { get; private set; }

    public TodoView? Todo { get; private set; }

    /// <summary>Demandes about files, and new families.</summary>
    public FamilyRequestCounts? Files { get; private set; }

    /// <summary>Documents that families sent and nobody has looked at.</summary>
    public int Documents { get; private set; }

    /// <summary>A commune that is not open yet: what is to be done first, for who may.</summary>
    public bool IsBeginning => tenant.View.State == TenantState.Soon && session.May(Permissions.Settings);

    public bool HasNothingToDo =>
        !IsBeginning && Documents == 0 && Queue is not { Counts.Waiting: > 0 } && Files is not { Files: > 0 } and not { PreEnrolments: > 0 }
        && Threads is not { Unread: > 0 } && Todo is not { Enrolments: > 0 } and not { Certificates: > 0 } and not { Allocations.Length: > 0 }
        and not { Checks: > 0 } and not { Places: > 0 } and not { Unmarked: > 0 };

    public async Task OnGetAsync(CancellationToken ct)
    {
        // Asked together: the page waits for the slowest, not for the sum.
        var queue = session.May(Permissions.Requests) ? planning.QueueAsync(ct) : null;
        var todo = session.May(Permissions.Requests) ? planning.TodoAsync(ct) : null;
        var threads = session.May(Permissions.Messages) ? messaging.ThreadsAsync(1, ct) : null;
        var day = session.May(Permissions.Attendance) ? planning.DayAsync(tenant.Today, ct) : null;
        var files = session.May(Permissions.Requests) ? counts.FilesAsync(ct) : null;
        var sent = session.May(Permissions.Families) ? DocumentsAsync(ct) : null;
        Queue = queue is null ? null : await queue;
        Documents = sent is null ? 0 : await sent;
        Files = files is null ? null : await files;
        Todo = todo is null ? null : await todo;
        Threads = threads is null ? null : await threads;
        Day = day is null ? null : await day;
        counts.Days = Queue?.Counts.Waiting;
        counts.Unread = Threads?.Unread;
    }

    // What one service does not say leaves the rest of the page as it is.
    private async Task<int> DocumentsAsync(CancellationToken ct)
    {
        try
        {
            return (await documents.QueueAsync(null, 1, ct)).Waiting;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ApiProblem { Status: 404 or >= 500 } && !ct.IsCancellationRequested)
        {
            return 0;
        }
    }
}
