using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>
/// POST /families/{id}/split: parents part. One guardian gets a file of its own, with own address, quotient and bills from now on; what is booked and billed
/// stays in the old one, but for a child that moves: its days to come go with it. Children stay, move, or
/// are in both files, where a week in two is the beginning until the custody is set.
/// </summary>
internal static class SplitHousehold
{
    public static async Task<Results<Ok<FamilyMade>, ProblemHttpResult>> Handle(
        Guid id, SplitFamily body, Caller caller, FamilyDb db, Vault vault, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<FamilyMade>(db, id, async (file, token) =>
        {
            var leaves = file.Guardians.Find(g => g.Id == body.Guardian);
            if (leaves is null || body.Children.Any(c => file.Children.TrueForAll(k => k.ChildId != c.Child)))
            {
                return (null, Problems.NotFound());
            }

            if (!file.Guardians.Exists(g => !g.LivesElsewhere && g.Id != leaves.Id))
            {
                return (null, Problems.Conflict("guardian.last", "Il faut un responsable dans chacun des deux dossiers."));
            }

            var made = new FamilyFile
            {
                Tenant = db.CurrentTenant,
                Id = Guid.CreateVersion7(),
                Number = await Numbers.NextAsync(db, token),
                Name = FileChange.NameOf(leaves.LastName, leaves.FirstName),
                Resident = body.Resident
            };
            var address = new Dictionary<string, string?> { ["street"] = body.Street, ["postCode"] = body.PostCode, ["city"] = body.City };
            var wrong = body.AddressUnknown ? [] : Members.Fill("household", new FileSubject(made), address, [], rules, rules.Today(clock));
            wrong.AddRange(address.Where(a => !body.AddressUnknown && string.IsNullOrWhiteSpace(a.Value))
                .Select(a => (a.Key, "Indiquez l’adresse du nouveau foyer, ou dites qu’elle est inconnue.")));
            if (wrong.Count > 0)
            {
                return (null, EditFields.Invalid(Members.Places("household", wrong)));
            }

            file.Guardians.Remove(leaves);
            leaves.FamilyId = made.Id;
            leaves.LivesElsewhere = false;
            made.Guardians.Add(leaves);
            var stays = file.Guardians.First(g => !g.LivesElsewhere);
            if (string.Equals(file.Name, made.Name, StringComparison.OrdinalIgnoreCase))
            {
                file.Name = FileChange.NameOf(stays.LastName, stays.FirstName);
            }

            db.Families.Add(made);
            var shared = await TakeAsync(db, vault, file, made, body.Children, (stays, leaves), rules.Today(clock), token);
            var kept = shared.Count == 0 ? "" : $", garde de {string.Join(", ", shared)} partagée";
            await ChildMoves.TellAsync(db, file, rules, caller.Name, $"Séparation : {leaves.FirstName} {leaves.LastName} a son dossier, n° {made.Number}{kept}",
                clock, token);
            await ChildMoves.TellAsync(db, made, rules, caller.Name, $"Dossier ouvert par séparation du n° {file.Number}{kept}", clock, token);
            GuardianAccess.Tell(db, made, leaves, clock);
            return (new FamilyMade(made.Id, made.Number, made.Name), null);
        }, ct);
    }

    /// <summary>Names of the children who are in both files now.</summary>
    private static async Task<List<string>> TakeAsync(
        FamilyDb db, Vault vault, FamilyFile file, FamilyFile made, SplitChild[] children, (Guardian Stays, Guardian Leaves) parents, DateOnly today,
        CancellationToken ct)
    {
        List<string> shared = [];
        foreach (var choice in children.Where(c => c.Kind != SplitKind.Stays).DistinctBy(c => c.Child))
        {
            var child = file.Children.First(c => c.ChildId == choice.Child);
            if (choice.Kind == SplitKind.Moves)
            {
                await ChildMoves.MoveAsync(db, vault, file, made, child, today, ct);
                continue;
            }

            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            var row = ChildMoves.Copy(child, made.Id);
            (row.Here, row.HereUntil) = ("", null);
            (child.OtherFamilyId, child.OtherParent, child.AnchorMonday) = (made.Id, parents.Leaves.FirstName, monday);
            (row.OtherFamilyId, row.OtherParent, row.AnchorMonday) = (file.Id, parents.Stays.FirstName, monday.AddDays(7));
            made.Children.Add(row);
            shared.Add(child.FirstName);
        }

        return shared;
    }
}
