using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Care;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>POST and DELETE of guardians and children of a file.</summary>
internal static class ChangeMembers
{
    public static async Task<Results<Ok<FileFieldsView>, ProblemHttpResult>> AddGuardian(
        Guid id, AddMember body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FileFieldsView>(db, id, (file, _) =>
        {
            var (guardian, wrong) = Members.Guardian(id, body.Fields!, rules, rules.Today(clock));
            if (guardian is null)
            {
                return Task.FromResult<(FileFieldsView?, ProblemHttpResult?)>((null, EditFields.Invalid(Members.Places("guardian", wrong))));
            }

            file.Guardians.Add(guardian);
            db.Record(file, caller.Name, $"{guardian.FirstName} {guardian.LastName}, {guardian.Role}, ajouté au dossier", clock);
            GuardianAccess.Tell(db, file, guardian, clock);
            return Task.FromResult<(FileFieldsView?, ProblemHttpResult?)>((EditFields.ViewOf(file, new FileChange(db, rules, clock)), null));
        }, ct);
    }

    public static async Task<Results<Ok<FileFieldsView>, ProblemHttpResult>> RemoveGuardian(
        Guid id, Guid guardian, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FileFieldsView>(db, id, (file, _) =>
        {
            var gone = file.Guardians.Find(g => g.Id == guardian);
            if (gone is null || !file.Guardians.Exists(g => !g.LivesElsewhere && g.Id != guardian))
            {
                return Task.FromResult<(FileFieldsView?, ProblemHttpResult?)>((null, gone is null ? Problems.NotFound()
                    : Problems.Conflict("guardian.last", "C’est le dernier responsable de ce foyer : ajoutez-en un autre, ou archivez le dossier.")));
            }

            file.Guardians.Remove(gone);
            db.Remove(gone);
            db.Record(file, caller.Name, $"{gone.FirstName} {gone.LastName}, {gone.Role}, retiré du dossier", clock);
            GuardianAccess.End(db, file, gone, clock);
            return Task.FromResult<(FileFieldsView?, ProblemHttpResult?)>((EditFields.ViewOf(file, new FileChange(db, rules, clock)), null));
        }, ct);
    }

    public static async Task<Results<Ok<FileFieldsView>, ProblemHttpResult>> AddChild(
        Guid id, AddMember body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FileFieldsView>(db, id, async (file, token) =>
        {
            var (child, wrong) = Members.Child(id, body.Fields!, rules, rules.Today(clock));
            if (child is null)
            {
                return (null, EditFields.Invalid(Members.Places("child", wrong)));
            }

            if (file.Children.Exists(c => Lookalikes.IsSame(c, child)))
            {
                return (null, Problems.Conflict("child.here", $"{child.FirstName} est déjà dans ce dossier."));
            }

            if (!body.EvenIfKnown && await Lookalikes.OfAsync(db, id, [], [child], token) is [var known, ..])
            {
                return (null, Problems.Conflict("child.known",
                    $"Un enfant de ce nom et de cette naissance est dans le dossier {known.Name}, n° {known.Number}. Partagez sa garde depuis ce dossier, ou confirmez que c’en est un autre."));
            }

            file.Children.Add(child);
            file.Missing = MissingText.Write(MissingSections.Of(file, rules, await db.FileSections.Where(s => s.FamilyId == id).ToListAsync(token)));
            db.Record(file, caller.Name, $"{child.FirstName} {child.LastName} ajouté au dossier", clock);
            return (EditFields.ViewOf(file, new FileChange(db, rules, clock)), null);
        }, ct);
    }

    /// <summary>A child entered by mistake, or one who lives in its other household only. The last row of
    /// a child that is booked is the front's to refuse: Planning knows.</summary>
    public static async Task<Results<Ok<FileFieldsView>, ProblemHttpResult>> RemoveChild(
        Guid id, Guid child, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FileFieldsView>(db, id, async (file, token) =>
        {
            if (file.Children.Find(c => c.ChildId == child) is not { } gone)
            {
                return (null, Problems.NotFound());
            }

            file.Children.Remove(gone);
            db.Remove(gone);
            db.Contacts.RemoveRange(await db.Contacts.Where(c => c.FamilyId == id && c.ChildId == child).ToListAsync(token));
            await ChildMoves.ForgetOtherAsync(db, child, id, caller.Name, clock, token);
            file.Missing = MissingText.Write(MissingSections.Of(file, rules,
                await db.FileSections.Where(s => s.FamilyId == id && s.ChildId != child).ToListAsync(token)));
            db.Record(file, caller.Name, $"{gone.FirstName} {gone.LastName} retiré du dossier", clock);
            ChangeCare.RaiseDiets(db, file, clock);
            return (EditFields.ViewOf(file, new FileChange(db, rules, clock)), null);
        }, ct);
    }
}
