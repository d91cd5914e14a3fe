using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages;

/// <summary>What is to be done today, and who is expected.</summary>
internal sealed class IndexModel(PlanningClient planning, MessagingClient messaging, Session session, TenantContext tenant, OfficeCounts counts) : PageModel
{
    public QueuePage? Queue { get; private set; }

    public ThreadPage? Threads { get; private set; }

    public DayView? Day { get; private set; }

    public TodoView? Todo { get; private set; }

    /// <summary>Demandes about files, and new families.</summary>
    public FamilyRequestCounts? Files { get; private set; }

    public bool HasNothingToDo => Queue is not { Counts.Waiting: > 0 } && Files is not { Files: > 0 } and not { PreEnrolments: > 0 } && Threads is not { Unread: > 0 } && Todo is not { Enrolments: > 0 } and not { Certificates: > 0 } and not { Allocations.Length: > 0 }
        and not { Checks: > 0 } and not { Places: > 0 } and not { Unmarked: > 0 };

    public async Task OnGetAsync(CancellationToken ct)
    {
        // Asked together: the page waits for the slowest, not for the sum.
        var queue = session.May(Permissions.Requests) ? planning.QueueAsync(ct) : null;
        var todo = session.May(Permissions.Requests) ? planning.TodoAsync(ct) : null;
        var threads = session.May(Permissions.Messages) ? messaging.ThreadsAsync(1, ct) : null;
        var day = session.May(Permissions.Attendance) ? planning.DayAsync(tenant.Today, ct) : null;
        var files = session.May(Permissions.Requests) ? counts.FilesAsync(ct) : null;
        Queue = queue is null ? null : await queue;
        Files = files is null ? null : await files;
        Todo = todo is null ? null : await todo;
        Threads = threads is null ? null : await threads;
        Day = day is null ? null : await day;
        counts.Days = Queue?.Counts.Waiting;
        counts.Unread = Threads?.Unread;
    }
}
