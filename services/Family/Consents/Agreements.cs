using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Consents;

/// <summary>One answer to one version of a text; never changed, the latest holds.</summary>
public sealed class AgreementAnswer : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    /// <summary>Child or guardian.</summary>
    public required Guid Of { get; init; }

    public required string Key { get; init; }

    public required int Version { get; init; }

    public required bool Agreed { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<AgreementAnswer>(b =>
    {
        b.ToTable("AgreementAnswers");
        b.HasKey(a => new { a.Tenant, a.Id });
        b.Property(a => a.Id).ValueGeneratedNever();
        b.HasIndex(a => new { a.Tenant, a.FamilyId });
        b.Property(a => a.Key).HasMaxLength(40);
    });
}

/// <summary>GET and PUT /me/agreements: each text with its last answer; an answer to a former version is shown and asks again.</summary>
internal static class Agreements
{
    public static async Task<Results<Ok<AgreementView[]>, ProblemHttpResult>> Read(Caller caller, FamilyDb db, SettingsCache settings, CancellationToken ct) =>
        await ViewAsync(caller.Owner!.OwnerId!.Value, caller.Owner.PersonId, db, await FamilyRules.InForceAsync(settings, db, ct), ct) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound();

    public static async Task<Results<Ok<AgreementView[]>, ProblemHttpResult>> Answer(
        AnswerAgreement body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var (family, you) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId);
        var problem = await db.WriteAsync(async token =>
        {
            if (await db.LoadAsync(family, tracked: true, token) is not { } file || rules.Consents?.FirstOrDefault(c => c.Key == body.Key) is not { } asked
                || (asked.PerChild ? file.Children.TrueForAll(c => c.ChildId != body.Of) : body.Of != you))
            {
                return Problems.NotFound();
            }

            if (body.Version != asked.Version)
            {
                return Problems.Conflict("agreement.version", "La commune vient de changer ce texte. Relisez-le avant de répondre.");
            }

            var last = await db.Agreements.Where(a => a.FamilyId == family && a.Of == body.Of && a.Key == body.Key).OrderByDescending(a => a.At)
                .ThenByDescending(a => a.Id).FirstOrDefaultAsync(token);
            if (last is null || last.Version != body.Version || last.Agreed != body.Agree)
            {
                db.Agreements.Add(new AgreementAnswer
                {
                    FamilyId = family,
                    Of = body.Of!.Value,
                    Key = body.Key,
                    Version = asked.Version,
                    Agreed = body.Agree!.Value,
                    At = clock.UtcNow(),
                    By = caller.Name
                });
                db.Record(file, caller.Name,
                    $"« {asked.Label} » : {(body.Agree.Value ? "accord" : "refus")}{(file.Children.Find(c => c.ChildId == body.Of) is { } child ? $" pour {child.FirstName}" : "")}",
                    clock);
            }

            return (ProblemHttpResult?)null;
        }, ct);
        return problem is not null ? problem : TypedResults.Ok((await ViewAsync(family, you, db, rules, ct))!);
    }

    /// <summary>GET /families/{id}/agreements, for agents.</summary>
    public static async Task<Results<Ok<AgreementView[]>, ProblemHttpResult>> OfFamily(Guid id, FamilyDb db, SettingsCache settings, CancellationToken ct) =>
        await ViewAsync(id, null, db, await FamilyRules.InForceAsync(settings, db, ct), ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();

    /// <summary>By key, the last answer of a household for a child to the text as it is now.</summary>
    public static async Task<IReadOnlyDictionary<string, bool>> OfChildAsync(FamilyDb db, FamilyRules rules, Guid family, Guid child, CancellationToken ct)
    {
        var answers = await db.Agreements.AsNoTracking().Where(a => a.FamilyId == family && a.Of == child).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(ct);
        return answers.GroupBy(a => a.Key).Select(g => g.Last())
            .Where(a => rules.Consents?.Any(c => c.PerChild && c.Key == a.Key && c.Version == a.Version) == true).ToDictionary(a => a.Key, a => a.Agreed);
    }

    /// <summary>What waits for a guardian's answer, for the first page.</summary>
    public static async Task<AgreementsDue[]> DueAsync(FamilyDb db, FamilyRules rules, FamilyFile file, Guid? you, CancellationToken ct) =>
        rules.Consents is not { Length: > 0 } ? [] : [.. (await OfFileAsync(file, you, db, rules, ct)).Where(a => a.Agreed is null)
            .GroupBy(a => (a.Of, a.Name, a.PerChild)).Select(g => new AgreementsDue(g.Key.Of, g.Key.Name, g.Key.PerChild, g.Count()))];

    /// <param name="you">Null: of all guardians.</param>
    private static async Task<AgreementView[]?> ViewAsync(Guid family, Guid? you, FamilyDb db, FamilyRules rules, CancellationToken ct) =>
        await db.LoadAsync(family, tracked: false, ct) is { } file ? await OfFileAsync(file, you, db, rules, ct) : null;

    private static async Task<AgreementView[]> OfFileAsync(FamilyFile file, Guid? you, FamilyDb db, FamilyRules rules, CancellationToken ct)
    {
        var answers = (await db.Agreements.AsNoTracking().Where(a => a.FamilyId == file.Id).OrderByDescending(a => a.At).ThenByDescending(a => a.Id)
            .ToListAsync(ct))
            .ToLookup(a => (a.Of, a.Key));
        return
        [
            .. from asked in rules.Consents ?? []
               from of in asked.PerChild
                   ? file.ByAge().Select(c => (c.ChildId, c.FirstName))
                   : file.Guardians.Where(g => you is null || g.Id == you).Select(g => (g.Id, g.FirstName))
               let last = answers[(of.Item1, asked.Key)].FirstOrDefault()
               select new AgreementView(asked.Key, asked.Label, asked.Text, asked.Version, asked.PerChild, of.Item1, of.FirstName,
                   last?.Version == asked.Version ? last.Agreed : null, last?.Agreed,
                   last?.At.ToLocal(rules.Zone), last?.By),
        ];
    }
}
