using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>Days of a leave as both fronts show them: days in a row with the same answer are one line.</summary>
public sealed record LeaveRun(DateOnly From, DateOnly Until, string Kind, string Text, bool Lifted)
{
    public int Days => Until.DayNumber - From.DayNumber + 1;

    public (string Tone, string Icon, string Word) Badge => Kind switch
    {
        "counts" => ("ok", "check", "Compté"),
        "pending" => ("wait", "clock", "Un agent décidera"),
        "leave" => ("", "sun", "Déjà en congé"),
        "refused" => ("bad", "x", "Pas possible"),
        _ => ("", "info", "Non compté"),
    };

    public static IReadOnlyList<LeaveRun> Of(IEnumerable<LeaveAnswer> days)
    {
        var runs = new List<LeaveRun>();
        foreach (var day in days)
        {
            if (runs is [.., var last] && (last.Kind, last.Text, last.Lifted, last.Until.AddDays(1)) == (day.Kind, day.Text, day.Lifted, day.Date))
            {
                runs[^1] = last with { Until = day.Date };
            }
            else
            {
                runs.Add(new LeaveRun(day.Date, day.Date, day.Kind, day.Text, day.Lifted));
            }
        }

        return runs;
    }
}

/// <summary>Leave taken by one request, and the part of it that can be taken back.</summary>
public sealed record LeaveTaken(Guid? RequestId, string? Number, IReadOnlyList<LeaveDay> Days)
{
    public IReadOnlyList<LeaveDay> Open => [.. Days.Where(d => d.UndoUntil is not null)];

    public Guid[] Lines => [.. Open.SelectMany(d => d.Lines)];

    public bool Waits => Days.Any(d => d.State == CellState.AbsencePending);

    /// <summary>« Du 14 au 18 décembre », « Les 14 et 17 décembre »: days between two of them may be free anyway.</summary>
    public string When(DateOnly today) => French.Sentence(French.Period(Days[0].Date, Days[^1].Date, today));

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<LeaveTaken> Of(IEnumerable<LeaveDay> days) =>
        [.. days.GroupBy(d => (d.RequestId, d.RequestNumber)).Select(g => new LeaveTaken(g.Key.RequestId, g.Key.RequestNumber, [.. g]))
            .OrderByDescending(t => t.Days[0].Date)];
}
