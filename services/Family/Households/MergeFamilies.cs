using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>
/// Two files of one family become one: the people of the other come here, it closes and keeps its number, its bills and its past. Children who are in both
/// files (same name and birth) are not doubled: this file's stay. Taken back as one act within 24 hours.
/// </summary>
internal static class MergeFamilies
{
    public static async Task<Results<Ok<MergePreview>, ProblemHttpResult>> Preview(Guid id, FamilyDb db, CancellationToken ct, Guid? with = null) =>
        await db.LoadAsync(id, tracked: false, ct) is { } stays && with is { } other && await db.LoadAsync(other, tracked: false, ct) is { } goes
            ? TypedResults.Ok(PreviewOf(stays, goes)) : Problems.NotFound();

    public static async Task<Results<Ok<MergePreview>, ProblemHttpResult>> Handle(
        Guid id, MergeFamily body, Caller caller, FamilyDb db, Vault vault, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<MergePreview>(db, id, async (stays, token) =>
        {
            if (await db.LoadAsync(body.With!.Value, tracked: true, token) is not { } goes)
            {
                return (null, Problems.NotFound());
            }

            var preview = PreviewOf(stays, goes);
            if (preview.Problem is { } problem)
            {
                return (null, Problems.Conflict("merge.impossible", problem));
            }

            var guardians = goes.Guardians.Where(g => !stays.Guardians.Exists(s => IsSame(s, g))).ToList();
            var children = goes.Children.Where(c => !stays.Children.Exists(s => Lookalikes.IsSame(s, c))).ToList();
            var twins = goes.Children.Select(c => (Goes: c, Stays: stays.Children.Find(s => Lookalikes.IsSame(s, c)))).Where(t => t.Stays is not null)
                .ToDictionary(t => t.Goes.ChildId, t => t.Stays!.ChildId);
            var today = rules.Today(clock);
            // What a double has booked is the child's from now on.
            stays.Children.Where(c => twins.ContainsValue(c.ChildId)).ToList()
                .ForEach(c => (c.CameFrom, c.CameAs, c.CameOn) = (goes.Id, twins.First(t => t.Value == c.ChildId).Key, today));
            db.Merges.Add(new FamilyMerge
            {
                Papers = await MergePapers.MoveAsync(db, goes.Id, stays.Id, twins, token),
                Into = stays.Id,
                From = goes.Id,
                At = clock.UtcNow(),
                By = caller.Name,
                Guardians = FamilyMerge.Ids(guardians.Select(g => g.Id)),
                Children = FamilyMerge.Ids(children.Select(c => c.ChildId)),
            });
            await MoveAsync(db, vault, (goes, stays), (guardians, children), today, caller.Name, clock, token);
            goes.MergedInto = stays.Id;
            // The guardian known here by another row keeps no door of its own.
            goes.Guardians.ForEach(g => GuardianAccess.Tell(db, goes, g, clock));
            guardians.ForEach(g => GuardianAccess.Tell(db, stays, g, clock));
            await ChildMoves.TellAsync(db, goes, rules, caller.Name, $"Réuni au dossier {stays.Name}, n° {stays.Number}", clock, token);
            await ChildMoves.TellAsync(db, stays, rules, caller.Name,
                $"Réuni avec {goes.Name}, n° {goes.Number} : {(preview.Moves.Length == 0 ? "rien à reprendre" : string.Join(", ", preview.Moves))}", clock,
                token);
            return (preview, null);
        }, ct);
    }

    public static async Task<Results<Ok<FamilyMade>, ProblemHttpResult>> Undo(
        Guid id, Caller caller, FamilyDb db, Vault vault, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FamilyMade>(db, id, async (stays, token) =>
        {
            var regret = clock.UtcNow() - FamilyMerge.Regret;
            var merge = await db.Merges.Where(m => m.Into == id && m.UndoneAt == null && m.At > regret).OrderByDescending(m => m.At).FirstOrDefaultAsync(token);
            if (merge is null || await db.LoadAsync(merge.From, tracked: true, token) is not { } goes)
            {
                return (null, Problems.Conflict("merge.past", "Une réunion de dossiers se défait pendant 24 heures : il n’y en a pas d’aussi récente ici."));
            }

            goes.MergedInto = null;
            merge.UndoneAt = clock.UtcNow();
            var (back, kids) = (FamilyMerge.Ids(merge.Guardians), FamilyMerge.Ids(merge.Children));
            var guardians = stays.Guardians.Where(g => back.Contains(g.Id)).ToList();
            await MergePapers.MoveBackAsync(db, merge.Papers, stays.Id, goes.Id, token);
            // What was booked since the merge goes back as well.
            var since = DateOnly.FromDateTime(merge.At.ToLocal(rules.Zone));
            await MoveAsync(db, vault, (stays, goes), (guardians, [.. stays.Children.Where(c => kids.Contains(c.ChildId))]), since, caller.Name, clock, token);
            stays.Children.Where(c => c.CameFrom == goes.Id).ToList().ForEach(c => (c.CameFrom, c.CameAs, c.CameOn) = (null, null, null));
            goes.Guardians.ForEach(g => GuardianAccess.Tell(db, goes, g, clock));
            await ChildMoves.TellAsync(db, goes, rules, caller.Name, $"Réunion avec le n° {stays.Number} défaite", clock, token);
            await ChildMoves.TellAsync(db, stays, rules, caller.Name, $"Réunion avec {goes.Name}, n° {goes.Number}, défaite", clock, token);
            return (new FamilyMade(goes.Id, goes.Number, goes.Name), null);
        }, ct);
    }

    private static async Task MoveAsync(
        FamilyDb db, Vault vault, (FamilyFile From, FamilyFile To) files, (List<Guardian> Guardians, List<HouseholdChild> Children) people, DateOnly today,
        string by, TimeProvider clock, CancellationToken ct)
    {
        var (from, to) = files;
        foreach (var guardian in people.Guardians)
        {
            from.Guardians.Remove(guardian);
            guardian.FamilyId = to.Id;
            to.Guardians.Add(guardian);
        }

        foreach (var child in people.Children)
        {
            await ChildMoves.MoveAsync(db, vault, from, to, child, today, ct);
            await ChildMoves.ForgetOtherAsync(db, child.ChildId, from.Id, by, clock, ct, to.Id);
        }

        foreach (var note in await db.Notes.Where(n => n.FamilyId == from.Id).ToListAsync(ct))
        {
            note.FamilyId = to.Id;
        }
    }

    private static MergePreview PreviewOf(FamilyFile stays, FamilyFile goes)
    {
        string[] moves =
        [
            .. goes.Guardians.Where(g => !stays.Guardians.Exists(s => IsSame(s, g))).Select(g => $"{g.FirstName} {g.LastName}, {g.Role}"),
            .. goes.ByAge().Where(c => !stays.Children.Exists(s => Lookalikes.IsSame(s, c))).Select(c => $"{c.FirstName} {c.LastName}"),
        ];
        return new MergePreview(SideOf(stays), SideOf(goes), moves,
            [.. goes.ByAge().Where(c => stays.Children.Exists(s => Lookalikes.IsSame(s, c))).Select(c => c.FirstName)], ProblemOf(stays, goes));
    }

    private static string? ProblemOf(FamilyFile stays, FamilyFile goes) =>
        stays.Id == goes.Id ? "C’est le même dossier."
        : !stays.IsOpen || !goes.IsOpen ? "Un des deux dossiers est archivé : rouvrez-le d’abord."
        : goes.Children.Exists(c => stays.Children.Exists(s => s.ChildId == c.ChildId))
        ? "Ces deux foyers partagent un enfant : ce sont deux dossiers, pas un doublon."
        : null;

    private static MergeSide SideOf(FamilyFile file) => new(
        file.Id, file.Number, file.Name, file.City is null ? null : $"{file.Street}, {file.PostCode} {file.City}",
        [.. file.Guardians.Select(g => $"{g.FirstName} {g.LastName}")], [.. file.ByAge().Select(c => $"{c.FirstName} {c.LastName}")]);

    private static bool IsSame(Guardian one, Guardian other) =>
        SearchText.Of($"{one.FirstName} {one.LastName}", 200) == SearchText.Of($"{other.FirstName} {other.LastName}", 200);
}
