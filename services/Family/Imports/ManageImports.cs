using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>A run from its file to its end: uploaded, changed while it is a draft, started, stopped, taken back.</summary>
internal static class ManageImports
{
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int PageSize = 20;

    public static void MapImports(this WebApplication app)
    {
        var agents = app.MapTenantApi("family").MapGroup("/imports").RequireStaff(Permissions.Families).ForWholeTenant();
        agents.MapGet("", List);
        agents.MapPost("/upload", Upload);
        agents.MapGet("/{id:guid}", Read);
        agents.MapPut("/{id:guid}", Change);
        agents.MapDelete("/{id:guid}", Drop);
        agents.MapPost("/{id:guid}/start", Start);
        agents.MapPost("/{id:guid}/undo", Undo);
    }

    private static async Task<Results<Ok<ImportsView>, ProblemHttpResult>> List(FamilyDb db, TimeProvider clock, CancellationToken ct, int page = 1)
    {
        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "La page demandée n’existe pas.");
        }

        var pages = Math.Max(1, (await db.Imports.CountAsync(ct) + PageSize - 1) / PageSize);
        var runs = await db.Imports.AsNoTracking().OrderByDescending(r => r.At).ThenBy(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return TypedResults.Ok(new ImportsView([.. runs.Select(r => ImportViews.SummaryOf(r, clock.UtcNow()))], page, pages));
    }

    // As it is shown: without the folders it lay in, and without what a screen doesn't show.
    private static string NameOf(string? name)
    {
        var plain = string.Concat((name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..]
            .Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format))
            .Trim();
        return plain.Length == 0 ? "fichier" : plain[..Math.Min(plain.Length, 200)];
    }

    private static async Task<Results<Ok<ImportSummary>, ProblemHttpResult>> Upload(
        HttpRequest request, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct, string? name = null)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        if (body.Length > MaxBytes)
        {
            return Problems.Invalid("import.too-large", "Le fichier dépasse 10 Mo : partagez-le en plusieurs.");
        }

        Table table;
        try
        {
            table = TableFile.Read(body.ToArray());
        }
        catch (TableException e)
        {
            return Problems.Invalid("import.unreadable", e.Message);
        }

        var header = JsonSerializer.Serialize(table.Rows[0].Cells);
        var run = await db.WriteAsync(async token =>
        {
            // The choices made for the same export the last time.
            var before = await db.Imports.AsNoTracking().Where(r => r.Header == header && r.State == ImportState.Done).OrderByDescending(r => r.At)
                .FirstOrDefaultAsync(token);
            var mapping = before?.Targets ?? ImportColumns.Recognise(table.Rows[0].Cells);
            var made = new ImportRun
            {
                FileName = NameOf(name),
                ReadAs = table.ReadAs,
                At = clock.UtcNow(),
                By = caller.Name,
                Header = header,
                Mapping = JsonSerializer.Serialize(mapping),
                Creates = before?.Creates ?? !mapping.Contains(ImportColumns.QuotientValue),
                Rows = table.Rows.Count - 1,
            };
            db.Imports.Add(made);
            db.ImportRows.AddRange(table.Rows.Skip(1).Select(r => new ImportRow { RunId = made.Id, Line = r.Line, Cells = JsonSerializer.Serialize(r.Cells) }));
            return made;
        }, ct);
        return TypedResults.Ok(ImportViews.SummaryOf(run, clock.UtcNow()));
    }

    private static async Task<Results<Ok<ImportView>, ProblemHttpResult>> Read(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } run
            ? TypedResults.Ok(await ImportViews.ReadAsync(db, run, rules, rules.Today(clock), clock.UtcNow(), ct)) : Problems.NotFound();
    }

    private static async Task<Results<Ok<ImportView>, ProblemHttpResult>> Change(
        Guid id, ChangeImport body, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (body is { Mapping: null, School: null, Creates: null, Fixes: null, Choices: null, TakeBack: false })
        {
            return Problems.Invalid("import.nothing", "Rien à changer.");
        }

        var problem = await ActAsync(db, id, async (run, token) =>
        {
            if (run.State != ImportState.Draft && (body.Mapping ?? (object?)body.School ?? body.Creates) is not null)
            {
                return Problems.Conflict("import.started", "Cet import a commencé : ses colonnes ne changent plus.");
            }

            if (body.Mapping is { } mapping
                && (mapping.Length != run.Headers.Length || mapping.Any(t => t is null || (t.Length > 0 && ImportColumns.LabelOf(t) is null))))
            {
                return Problems.Invalid("import.mapping", "Une colonne va dans une information qui n’existe pas.");
            }

            if (body.Mapping?.Where(t => t.Length > 0).GroupBy(t => t).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                return Problems.Invalid("import.mapping", $"Deux colonnes vont dans « {ImportColumns.LabelOf(twice.Key)} » : laissez-en une de côté.");
            }

            run.Mapping = body.Mapping is null ? run.Mapping : JsonSerializer.Serialize(body.Mapping);
            run.School = body.School is null ? run.School : body.School.Trim().Length == 0 ? null : body.School.Trim();
            run.Creates = body.Creates ?? run.Creates;
            run.Step++;
            if (body.TakeBack)
            {
                await db.ImportRows.Where(r => r.RunId == run.Id && r.Choice == "skip" && !r.IsWritten)
                    .ExecuteUpdateAsync(s => s.SetProperty(r => r.Choice, (string?)null), token);
            }

            await FixAsync(db, run, body, token);
            return null;
        }, ct);
        return problem is not null ? problem : await Read(id, db, settings, clock, ct);
    }

    private static async Task FixAsync(FamilyDb db, ImportRun run, ChangeImport body, CancellationToken ct)
    {
        var lines = (body.Fixes ?? []).Select(f => f.Line).Concat((body.Choices ?? []).Select(c => c.Line)).Distinct().ToList();
        foreach (var row in await db.ImportRows.Where(r => r.RunId == run.Id && lines.Contains(r.Line) && !r.IsWritten).ToListAsync(ct))
        {
            var cells = row.Values;
            foreach (var fix in (body.Fixes ?? []).Where(f => f.Line == row.Line && f.Column >= 0 && f.Column < cells.Length))
            {
                cells[fix.Column] = fix.Value?.Trim() ?? "";
            }

            row.Cells = JsonSerializer.Serialize(cells);
            row.Choice = (body.Choices ?? []).LastOrDefault(c => c.Line == row.Line) is { } choice
                ? string.IsNullOrEmpty(choice.Choice) ? null : choice.Choice
                : row.Choice;
            row.Problem = null;
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Drop(Guid id, FamilyDb db, CancellationToken ct)
    {
        var problem = await ActAsync(db, id, async (run, token) =>
        {
            if (run.State != ImportState.Draft)
            {
                return Problems.Conflict("import.started", "Cet import a été fait : il reste dans la liste.");
            }

            await db.ImportRows.Where(r => r.RunId == id).ExecuteDeleteAsync(token);
            db.Remove(run);
            return null;
        }, ct);
        return problem is not null ? problem : TypedResults.NoContent();
    }

    /// <summary>Also again, once lines that waited were settled: what is written is not written twice.</summary>
    private static Task<Results<NoContent, ProblemHttpResult>> Start(Guid id, FamilyDb db, TimeProvider clock, CancellationToken ct) =>
        SwitchAsync(db, id, (run, now) =>
        {
            if (run.State is not (ImportState.Draft or ImportState.Done))
            {
                return Problems.Conflict("import.busy",
                    run.State == ImportState.Undone ? "Cet import a été défait : envoyez le fichier de nouveau." : "Cet import est en cours.");
            }

            (run.State, run.StartedAt, run.EndedAt) = (ImportState.Running, now, null);
            return null;
        }, clock, ct);

    /// <summary>Stops a run at work and takes back what it wrote; within a day of its start.</summary>
    private static Task<Results<NoContent, ProblemHttpResult>> Undo(Guid id, FamilyDb db, TimeProvider clock, CancellationToken ct) =>
        SwitchAsync(db, id, (run, now) =>
        {
            if (run.State is not (ImportState.Running or ImportState.Done) || run.StartedAt + ImportRun.Regret < now)
            {
                return Problems.Conflict("import.past", "Un import se défait pendant 24 heures, une seule fois.");
            }

            (run.State, run.EndedAt) = (ImportState.Undoing, null);
            return null;
        }, clock, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> SwitchAsync(
        FamilyDb db, Guid id, Func<ImportRun, DateTime, ProblemHttpResult?> act, TimeProvider clock, CancellationToken ct)
    {
        var problem = await ActAsync(db, id, (run, _) =>
        {
            run.Step++;
            return Task.FromResult(act(run, clock.UtcNow()));
        }, ct);
        return problem is not null ? problem : TypedResults.NoContent();
    }

    private static async Task<ProblemHttpResult?> ActAsync(
        FamilyDb db, Guid id, Func<ImportRun, CancellationToken, Task<ProblemHttpResult?>> act, CancellationToken ct) =>
        await db.WriteAsync(async token =>
        {
            if (await db.Imports.SingleOrDefaultAsync(r => r.Id == id, token) is not { } run)
            {
                return Problems.NotFound();
            }

            var problem = await act(run, token);
            if (problem is not null)
            {
                db.ChangeTracker.Clear();
            }

            return problem;
        }, ct);
}
