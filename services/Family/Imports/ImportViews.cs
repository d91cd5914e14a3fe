using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Files;

namespace Preau.Family.Imports;

/// <summary>A run as an agent sees it: what each line would do now, what is asked and what is wrong.</summary>
internal static class ImportViews
{
    private const int MostAsks = 20;
    private const int MostWrongs = 50;

    public static ImportSummary SummaryOf(ImportRun run, DateTime now)
    {
        var until = run.StartedAt + ImportRun.Regret;
        return new ImportSummary(
            run.Id, run.FileName, run.ReadAs, run.At, run.By, run.State.ToString(), run.Rows, run.Written, run.Families, run.Children, run.Updated, run.Kept,
            run.EndedAt,
            run.State is ImportState.Done or ImportState.Running && until > now ? until : null);
    }

    public static async Task<ImportView> ReadAsync(FamilyDb db, ImportRun run, FamilyRules rules, DateOnly today, DateTime now, CancellationToken ct)
    {
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.RunId == run.Id).OrderBy(r => r.Line).ToListAsync(ct);
        var targets = run.Targets;
        var verdicts = run.State is ImportState.Draft or ImportState.Done && rows.Exists(r => !r.IsWritten)
            ? await JudgeAsync(db, run, rows.Where(r => !r.IsWritten), rules, today, ct)
            : [];
        var first = rows.Select(r => r.Values).ToList();
        return new ImportView(
            SummaryOf(run, now), run.School, run.Creates, [.. (rules.Schools ?? []).Select(s => s.Name)],
            [.. run.Headers.Select((h, i) => ColumnOf(i, h, targets[i], first, rows, run, rules, today))],
            [.. ImportColumns.Targets.Select(t => new FilterOption(t.Target, t.Label))],
            CountsOf(verdicts),
            [.. verdicts.Where(v => v.Fate == Fate.Ask || (v.Row.Choice is not (null or "skip") && v.Fate != Fate.Wrong)).Take(MostAsks).Select(AskOf)],
            [.. verdicts.Where(v => v.Fate == Fate.Wrong).Take(MostWrongs).SelectMany(v => WrongsOf(v))]);
    }

    private static async Task<List<Verdict>> JudgeAsync(
        FamilyDb db, ImportRun run, IEnumerable<ImportRow> rows, FamilyRules rules, DateOnly today, CancellationToken ct)
    {
        var plan = await ImportPlan.LoadAsync(db, run.Creates, ct);
        var targets = run.Targets;
        return [.. rows.Select(r => plan.Judge(RowReading.Of(r, targets, run.School, rules, today)))];
    }

    /// <summary>New files are counted as they will be made: one for each guardian or home that is not known yet.</summary>
    private static ImportCounts CountsOf(List<Verdict> verdicts)
    {
        int Count(Fate fate) => verdicts.Count(v => v.Fate == fate);
        var homes = verdicts.Where(v => v is { Fate: Fate.New, Family: null }).Select(v => v.Row).DistinctBy(r =>
            r.HasGuardian
                ? ImportPlan.Key($"{r["guardian.firstName"]} {r["guardian.lastName"]}") + (r["guardian.email"] ?? r["guardian.mobile"] ?? r["household.city"])
            : r["household.street"] is { } street ? $"{r["child.lastName"]}|{street}" : r.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StringComparer.OrdinalIgnoreCase)
            .Count();
        return new ImportCounts(Count(Fate.New), homes, Count(Fate.Update), Count(Fate.Ask), Count(Fate.Wrong), Count(Fate.Left));
    }

    private static ImportColumn ColumnOf(
        int index, string header, string target, List<string[]> cells, List<ImportRow> rows, ImportRun run, FamilyRules rules, DateOnly today)
    {
        var at = cells.FindIndex(c => c[index].Length > 0);
        if (at < 0)
        {
            return new ImportColumn(index, header, target, "", null);
        }

        var read = target.Length == 0 ? null : RowReading.Of(rows[at], run.Targets, run.School, rules, today)[target];
        return new ImportColumn(index, header, target, cells[at][index], read);
    }

    private static ImportAsk AskOf(Verdict verdict) => new(
        verdict.Row.Line, WhoOf(verdict.Row),
        [.. verdict.Candidates.Select(c =>
            new ImportCandidate(c.Child, $"{c.Name}, famille {c.Number}",
                string.Join(", ", new[] { $"naissance le {c.Birth:dd/MM/yyyy}", c.Grade, c.Address }.OfType<string>())))],
        verdict.Row.Choice);

    private static IEnumerable<ImportWrong> WrongsOf(Verdict verdict) => verdict.Row.Problems.Count == 0
        ? [new ImportWrong(verdict.Row.Line, -1, "La ligne", "", verdict.Problem ?? "À corriger", [], WhoOf(verdict.Row))]
        : verdict.Row.Problems.Select(p =>
            new ImportWrong(verdict.Row.Line, p.Column, FileFields.Find(p.Target)?.Label ?? ImportColumns.LabelOf(p.Target) ?? "Cellule", p.Read, p.Expected,
                p.Choices, WhoOf(verdict.Row)));

    private static string WhoOf(RowReading row) =>
        (row.HasChild
            ? $"{row["child.firstName"]} {row["child.lastName"]}"
            : row.HasGuardian ? $"{row["guardian.firstName"]} {row["guardian.lastName"]}"
            : row[ImportColumns.Number] ?? "")
            .Trim()
        + (row.Birth is { } birth ? $", {birth:dd/MM/yyyy}" : "");
}
