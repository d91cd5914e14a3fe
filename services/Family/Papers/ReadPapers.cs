using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Family.Library;
using Preau.Family.PreEnrolment;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Papers;

/// <summary>Papers as PDF, drawn when they are asked for, for those who may read the same on screen.</summary>
internal static class ReadPapers
{
    /// <summary>GET /me/children/{child}/papers/{paper}.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> Mine(
        Guid child, string paper, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, HttpResponse response,
        CancellationToken ct) =>
        DrawAsync(caller.Owner!.OwnerId!.Value, child, paper, health: true, reader: null, db, settings, vault, clock, response, ct);

    /// <summary>GET /families/{id}/children/{child}/papers/{paper}: health with its right only, and noted for the family.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> ForFamily(
        Guid id, Guid child, string paper, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, HttpResponse response,
        CancellationToken ct) =>
        DrawAsync(id, child, paper, caller.May(Permissions.Health), caller.Name, db, settings, vault, clock, response, ct);

    /// <summary>GET /api/{slug}/family/open/papers/{paper}: "enrolment" (F-37), or "pre-enrolment" (F-39) where the commune takes new families.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Blank(
        string slug, string paper, Tenant tenant, FamilyDb db, SettingsCache settings, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (!await ReadLibrary.EnterAsync(slug, tenant, db, settings, ct))
        {
            return Problems.NotFound();
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        // The same bytes all day.
        var at = today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return paper switch
        {
            "enrolment" => File(response, EnrolmentFile.Draw(rules, null, today, at), $"dossier-inscription-{PaperText.Year(today)}"),
            "pre-enrolment" when rules.PreEnrolment => File(response, NewFamilySheet.Draw(rules, null, null, at, today), "fiche-preinscription"),
            _ => Problems.NotFound(),
        };
    }

    /// <summary>GET /pre-enrolments/{id}/paper.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PreEnrolment(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var named = db.PreEnrolments.AsNoTracking().BeyondReach().Where(r => r.Id == id && r.ConfirmedAt != null);
        var near = await DecidePreEnrolments.NearAsync(db, named, ct);
        return (near is null ? await named.SingleOrDefaultAsync(ct) : near.SingleOrDefault()) is { } request
            ? File(response, NewFamilySheet.Draw(rules, request.Number, request.Asked, request.At, rules.Today(clock)), $"preinscription-{request.Number}")
            : Problems.NotFound();
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DrawAsync(
        Guid family, Guid child, string paper, bool health, string? reader, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock,
        HttpResponse response, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (paper is not ("simple" or "complete" or "dossier")
            || await ChildFacts.FindAsync(db, rules, vault, clock, family, child, health && paper == "complete", ct) is not { } facts)
        {
            return Problems.NotFound();
        }

        if (reader is not null && facts.Sections.Any(s => s.Form is { Restricted: true, PerChild: true } && s.Values.Count > 0))
        {
            await db.WriteAsync(
                _ => Task.FromResult(db.SectionSights.Add(new SectionSight { FamilyId = family, At = clock.UtcNow(), By = $"{reader}, fiche complète" })),
                ct);
        }

        var name = ReadLibrary.NameOf(facts.Name);
        return paper == "dossier" ? File(response, EnrolmentFile.Draw(rules, facts, facts.Today, facts.At), $"dossier-{name}")
            : File(response, ChildSheet.Draw(facts, paper == "complete", paper == "complete" ? await DocumentsAsync(db, rules, clock, facts, health, ct) : []),
                $"fiche-{paper}-{name}");
    }

    private static async Task<(string, string)[]> DocumentsAsync(
        FamilyDb db, FamilyRules rules, TimeProvider clock, ChildFacts facts, bool health, CancellationToken ct) =>
    [
        .. ((await DocumentBook.ViewAsync(db, rules, clock, facts.File.Id, ct))?.Documents ?? [])
            .Where(d => d.ChildId == facts.Child.ChildId && (health || !d.Health)).Select(d => (d.Label, d.Need switch
            {
                DocumentNeed.Missing => d.Obligatory ? "manque" : "facultatif, non fourni",
                DocumentNeed.Refused => "refusé",
                DocumentNeed.Expired => "n’est plus valable",
                DocumentNeed.Waiting => "reçu, à vérifier",
                _ => d.Current?.Until is { } until ? $"accepté, valable jusqu’au {PaperText.Day(until)}" : "accepté",
            })),
    ];

    private static FileContentHttpResult File(HttpResponse response, byte[] pdf, string name)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(pdf, "application/pdf", name + ".pdf");
    }
}
