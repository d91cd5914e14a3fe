using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Care;
using Preau.Family.Families;
using Preau.Family.Forms;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>POST /families/{id}/children/{child}/move: a child with its people, forms and instructions goes to another household. Both files tell it.</summary>
internal static class ChildMoves
{
    public static async Task<Results<Ok<FamilyMade>, ProblemHttpResult>> Handle(
        Guid id, Guid child, MoveChild body, Caller caller, FamilyDb db, Vault vault, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FamilyMade>(db, id, async (file, token) =>
        {
            if (file.Children.Find(c => c.ChildId == child) is not { } moved || await db.LoadAsync(body.To!.Value, tracked: true, token) is not { } target)
            {
                return (null, Problems.NotFound());
            }

            if (target.Id == id || !target.IsOpen || target.Children.Exists(c => c.ChildId == child))
            {
                return (null, Problems.Conflict(
                    "child.move", target.Id == id
                        ? "L’enfant est déjà dans ce dossier."
                        : target.IsOpen ? $"{moved.FirstName} est déjà dans le dossier {target.Name}."
                        : "Ce dossier est archivé : rouvrez-le d’abord."));
            }

            await MoveAsync(db, vault, file, target, moved, rules.Today(clock), token);
            await ForgetOtherAsync(db, child, id, caller.Name, clock, token, target.Id);
            await TellAsync(db, file, rules, caller.Name,
                $"{moved.FirstName} est parti{(moved.Gender == "f" ? "e" : "")} dans le dossier {target.Name}, n° {target.Number}", clock, token);
            await TellAsync(db, target, rules, caller.Name,
                $"{moved.FirstName} est venu{(moved.Gender == "f" ? "e" : "")} du dossier {file.Name}, n° {file.Number}", clock, token);
            return (new FamilyMade(target.Id, target.Number, target.Name), null);
        }, ct);
    }

    /// <summary>The row and all that hangs on it. A key can't change: the row is made anew.</summary>
    /// <param name="today">From which day on its booked days are the new household's.</param>
    public static async Task<HouseholdChild> MoveAsync(
        FamilyDb db, Vault vault, FamilyFile from, FamilyFile to, HouseholdChild child, DateOnly today, CancellationToken ct)
    {
        var row = Copy(child, to.Id);
        (row.CameFrom, row.CameOn) = (from.Id, today);
        from.Children.Remove(child);
        db.Remove(child);
        to.Children.Add(row);
        foreach (var contact in await db.Contacts.Where(c => c.FamilyId == from.Id && c.ChildId == child.ChildId).ToListAsync(ct))
        {
            db.Remove(contact);
            db.Contacts.Add(Copy(contact, to.Id));
        }

        foreach (var section in await db.FileSections.Where(s => s.FamilyId == from.Id && s.ChildId == child.ChildId).ToListAsync(ct))
        {
            db.Remove(section);
            var copy = new FileSection
            {
                FamilyId = to.Id,
                ChildId = section.ChildId,
                Section = section.Section,
                Answers = "{}",
                ChangedAt = section.ChangedAt,
                ChangedBy = section.ChangedBy,
                Due = section.Due
            };
            // What is sealed for one household opens for no other: it is sealed anew.
            copy.Write(section.Read(vault), section.IsSealed, vault, db.CurrentTenant);
            db.FileSections.Add(copy);
        }

        foreach (var order in await db.CourtOrders.Where(o => o.FamilyId == from.Id && o.ChildId == child.ChildId).ToListAsync(ct))
        {
            order.FamilyId = to.Id;
        }

        if (await db.CustodyPlans.SingleOrDefaultAsync(p => p.ChildId == child.ChildId, ct) is { } plan)
        {
            (plan.Home, plan.Other) = (plan.Home == from.Id ? to.Id : plan.Home, plan.Other == from.Id ? to.Id : plan.Other);
            if (plan.Home == plan.Other)
            {
                db.Remove(plan);
            }
        }

        await db.Documents.Where(d => d.FamilyId == from.Id && d.ChildId == child.ChildId).ExecuteUpdateAsync(s => s.SetProperty(d => d.FamilyId, to.Id), ct);
        return row;
    }

    public static HouseholdChild Copy(HouseholdChild child, Guid family) => new()
    {
        FamilyId = family,
        ChildId = child.ChildId,
        FirstName = child.FirstName,
        LastName = child.LastName,
        Gender = child.Gender,
        BirthDate = child.BirthDate,
        BirthPlace = child.BirthPlace,
        School = child.School,
        Grade = child.Grade,
        Class = child.Class,
        Group = child.Group,
        PackedLunch = child.PackedLunch,
        Diet = child.Diet,
        ToDo = child.ToDo,
        LeavesAloneAt = child.LeavesAloneAt,
        OtherFamilyId = child.OtherFamilyId == family ? null : child.OtherFamilyId,
        OtherParent = child.OtherFamilyId == family ? null : child.OtherParent,
        AnchorMonday = child.OtherFamilyId == family ? null : child.AnchorMonday,
        Here = child.OtherFamilyId == family ? "" : child.Here,
        HereUntil = child.OtherFamilyId == family ? null : child.HereUntil,
    };

    public static ChildContact Copy(ChildContact contact, Guid family) => new()
    {
        FamilyId = family,
        ChildId = contact.ChildId,
        PersonId = contact.PersonId,
        PersonKey = contact.PersonKey,
        CourtOrder = contact.CourtOrder,
        Kind = contact.Kind,
        Name = contact.Name,
        Relation = contact.Relation,
        Phone = contact.Phone,
        Position = contact.Position,
    };

    /// <summary>Households that shared the child with one that no longer has it: with the new one, or alone.</summary>
    public static async Task ForgetOtherAsync(FamilyDb db, Guid child, Guid gone, string by, TimeProvider clock, CancellationToken ct, Guid? now = null)
    {
        foreach (var id in await db.Set<HouseholdChild>().Where(c => c.ChildId == child && c.OtherFamilyId == gone && c.FamilyId != now).Select(c => c.FamilyId)
            .ToListAsync(ct))
        {
            if (await db.LoadAsync(id, tracked: true, ct) is { } other && other.Children.Find(c => c.ChildId == child) is { } row)
            {
                row.OtherFamilyId = now;
                (row.OtherParent, row.AnchorMonday) = now is null ? (null, null) : (row.OtherParent, row.AnchorMonday);
                db.Record(other, by,
                    now is null
                        ? $"Garde {Grammar.De(row.FirstName)} : n’est plus partagée"
                        : $"Garde {Grammar.De(row.FirstName)} : l’autre foyer a changé de dossier",
                    clock);
            }
        }
    }

    public static async Task TellAsync(FamilyDb db, FamilyFile file, FamilyRules rules, string by, string what, TimeProvider clock, CancellationToken ct)
    {
        var moved = file.Children.Select(c => c.ChildId).Append(Guid.Empty).ToList();
        var filled = await db.FileSections.Where(s => s.FamilyId == file.Id && moved.Contains(s.ChildId)).ToListAsync(ct);
        file.Missing = MissingText.Write(MissingSections.Of(file, rules,
            [.. filled, .. db.FileSections.Local.Where(s => s.FamilyId == file.Id && !filled.Contains(s))]));
        db.Record(file, by, what, clock);
        ChangeCare.RaiseDiets(db, file, clock);
    }
}
