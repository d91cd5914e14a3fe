using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>Notes between agents, and decisions of a court.</summary>
internal static class OfficeNotes
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Add(
        Guid id, AddNote body, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(body.Text))
        {
            return Problems.Invalid("note.empty", "Écrivez la note.");
        }

        return await db.WriteAsync(async token =>
        {
            if (!await db.Families.AnyAsync(f => f.Id == id, token))
            {
                return false;
            }

            db.Notes.Add(new FamilyNote { FamilyId = id, At = clock.UtcNow(), By = caller.Name, Text = body.Text.Trim() });
            return true;
        }, ct) ? TypedResults.NoContent() : Problems.NotFound();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Remove(Guid id, Guid note, FamilyDb db, CancellationToken ct) =>
        await db.Notes.Where(n => n.Id == note && n.FamilyId == id).ExecuteDeleteAsync(ct) > 0 ? TypedResults.NoContent() : Problems.NotFound();

    public static async Task<Results<NoContent, ProblemHttpResult>> AddOrder(
        Guid id, AddCourtOrder body, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        if (body.Until < body.Date || body.Date!.Value.Year < 1990 || body.Date > DateOnly.FromDateTime(clock.UtcNow()).AddDays(1))
        {
            return Problems.Invalid("order.date",
                body.Until < body.Date ? "La fin vient avant la décision." : "Le jour de la décision est déjà passé : écrivez celui du jugement.");
        }

        return await db.WriteAsync(async token =>
        {
            var family = await Families.FamilyChanges.LoadAsync(db, id, tracked: true, token);
            if (family?.Children.Find(c => c.ChildId == body.Child) is not { } child)
            {
                return false;
            }

            db.CourtOrders.Add(new CourtOrder
            {
                FamilyId = id,
                ChildId = child.ChildId,
                Date = body.Date!.Value,
                Until = body.Until,
                What = body.What!.Trim(),
                At = clock.UtcNow(),
                By = caller.Name
            });
            Families.FamilyChanges.Record(db, family, caller.Name, $"Décision de justice ajoutée pour {child.FirstName}", clock);
            return true;
        }, ct) ? TypedResults.NoContent() : Problems.NotFound();
    }

    /// <summary>It stays in the history; it is said on no list from tomorrow on.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> EndOrder(
        Guid id, Guid order, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var today = (await FamilyRules.InForceAsync(settings, db, ct)).Today(clock);
        return await db.WriteAsync(async token =>
        {
            var found = await db.CourtOrders.SingleOrDefaultAsync(o => o.Id == order && o.FamilyId == id, token);
            if (found is null || await Families.FamilyChanges.LoadAsync(db, id, tracked: true, token) is not { } family)
            {
                return false;
            }

            found.Until = today.AddDays(-1);
            Families.FamilyChanges.Record(db, family, caller.Name, $"Décision de justice du {found.Date:dd/MM/yyyy} : terminée", clock);
            return true;
        }, ct) ? TypedResults.NoContent() : Problems.NotFound();
    }
}
