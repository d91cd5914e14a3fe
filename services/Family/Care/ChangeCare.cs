using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>GET and PUT /families/{id}/children/{child}/care: diet, instructions and contacts of a child in one household.</summary>
internal static class ChangeCare
{
    public static async Task<Results<Ok<CareView>, ProblemHttpResult>> Read(Guid id, Guid child, FamilyDb db, CancellationToken ct) =>
        await db.Set<HouseholdChild>().AsNoTracking().SingleOrDefaultAsync(c => c.FamilyId == id && c.ChildId == child, ct) is { } known
            ? TypedResults.Ok(ViewOf(known, await db.Contacts.AsNoTracking().Where(c => c.FamilyId == id && c.ChildId == child).ToListAsync(ct),
                await GuardiansAsync(db, child, ct)))
            : Problems.NotFound();

    public static async Task<Results<Ok<CareView>, ProblemHttpResult>> Handle(
        Guid id, Guid child, SetCare body, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        if (FindProblem(body) is { } wrong)
        {
            return Problems.Invalid(wrong.Code, wrong.Text);
        }

        var view = await db.WriteAsync(async token =>
        {
            var family = await db.LoadAsync(id, tracked: true, token);
            if (family?.Children.Find(c => c.ChildId == child) is not { } known)
            {
                return null;
            }

            known.Diet = string.IsNullOrEmpty(body.Diet) ? null : body.Diet;
            known.ToDo = string.Join('\n', body.ToDo.Select(t => t.Trim()));
            known.LeavesAloneAt = body.LeavesAloneAt;
            var identities = await People.IdentitiesAsync(db, child, token);
            db.Contacts.RemoveRange(await db.Contacts.Where(c => c.FamilyId == id && c.ChildId == child).ToListAsync(token));
            List<ChildContact> contacts =
            [
                .. body.Contacts.Select((c, i) => new ChildContact
                {
                    FamilyId = id,
                    ChildId = child,
                    PersonId = c.PersonId is { } person && identities.ContainsValue(person) ? person : People.Identify(identities, c.Name),
                    PersonKey = People.KeyOf(c.Name),
                    CourtOrder = c.Kind == ContactKind.MayNot ? c.CourtOrder : null,
                    Kind = c.Kind!.Value,
                    Name = c.Name.Trim(),
                    Relation = c.Relation.Trim(),
                    Phone = string.IsNullOrWhiteSpace(c.Phone) ? null : c.Phone.Trim(),
                    Position = i,
                }),
            ];
            db.Contacts.AddRange(contacts);
            // The history says that it changed, not what: it is read by more people than the care is.
            db.Record(family, caller.Name, $"Consignes et personnes autorisées {Grammar.De(known.FirstName)} modifiées", clock);
            RaiseDiets(db, family, clock);
            return ViewOf(known, contacts);
        }, ct);
        return view is null ? Problems.NotFound() : TypedResults.Ok(view);
    }

    /// <summary>After <see cref="FamilyChanges.Record"/>, whose version it carries.</summary>
    internal static void RaiseDiets(FamilyDb db, FamilyFile family, TimeProvider clock) =>
        db.Raise(new MealDietsChanged(db.CurrentTenant, clock.UtcNow(), family.Id, family.Version,
            [.. family.ByAge().Where(c => c.Diet is not null).Select(c => new ChildDiet(c.ChildId, c.Diet!))]));

    private static (string Code, string Text)? FindProblem(SetCare body)
    {
        if (Diets.FindProblem(body.Diet) is { } diet)
        {
            return diet;
        }

        if (body.ToDo.Any(t => t is null || t.Trim().Length is 0 or > 160 || t.Contains('\n', StringComparison.Ordinal)))
        {
            return ("care.to-do", "Une consigne tient en une phrase de 160 caractères au plus : que faire, jamais pourquoi.");
        }

        return body.Contacts.All(c =>
            c is { Kind: not null, Name: not null, Relation: not null } && c.Name.Trim().Length is > 0 and <= 120 && c.Relation.Trim().Length is > 0 and <= 60
                && !(c.Phone?.Trim().Length > 32))
            ? null
            : ("care.contact", "Une personne a un nom et un lien avec l’enfant : « Odile Martin, grand-mère ».");
    }

    private static CareView ViewOf(HouseholdChild child, List<ChildContact> contacts, string[]? guardians = null) => new(
        child.ChildId, child.FirstName, child.LastName, child.Diet, child.ToDoLines, child.LeavesAloneAt,
        [.. contacts.OrderBy(c => c.Position).Select(c => new CareContactEntry(c.Kind, c.Name, c.Relation, c.Phone, c.PersonId, c.CourtOrder))], Diets.All,
        guardians);

    private static async Task<string[]> GuardiansAsync(FamilyDb db, Guid child, CancellationToken ct) =>
        [.. (await db.Set<Guardian>().AsNoTracking().Where(g => db.Set<HouseholdChild>().Any(c => c.ChildId == child && c.FamilyId == g.FamilyId))
            .OrderBy(g => g.LastName).ToListAsync(ct))
            .Select(g => $"{g.FirstName} {g.LastName}")];
}
