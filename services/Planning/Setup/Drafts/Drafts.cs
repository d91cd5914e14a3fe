using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>GET, PATCH, POST and DELETE /settings/draft: agents prepare settings together; nothing holds until it is applied.</summary>
internal static class Drafts
{
    public static async Task<Ok<SettingsDraftView>> Read(SettingsDrafts drafts, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(View(await drafts.ReadAsync(ct), drafts, clock));

    /// <summary>All changes or none, on the latest state of the draft; the document stays one that could be applied.</summary>
    public static async Task<Results<Ok<SettingsDraftView>, ProblemHttpResult>> Change(ChangeDraft body, PlanningDb db, SettingsDrafts drafts, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (body.Changes.Any(c => c?.Path is not { Length: > 0 and <= 500 }))
        {
            return Problems.Invalid("settings.invalid", "Chaque changement dit sa place (path).");
        }

        if (SettingsScope.Refuse(caller.Scope, ReadRules.Parse((await drafts.ReadAsync(ct)).InForceJson), body.Changes.Select(c => c.Path)) is { } notYours)
        {
            return notYours;
        }

        return await WriteAsync(db, drafts, clock, async ct =>
        {
            var state = (await drafts.ReadAsync(ct)).Readable();
            var document = ChangeDocument.Apply(JsonNode.Parse(state.Json)!, body.Changes);
            ReadRules.Parse(document.ToJsonString());
            var log = state.Log;
            foreach (var change in body.Changes)
            {
                log?.Add(JsonSerializer.SerializeToNode(change, JsonSerializerOptions.Web));
            }

            return await drafts.SaveAsync(body.BasedOn!.Value, state.BasedOn, document, log, caller.Name, ct);
        }, ct);
    }

    /// <summary>Begins from an earlier version or a whole document; what the draft held is dropped.</summary>
    public static async Task<Results<Ok<SettingsDraftView>, ProblemHttpResult>> Start(StartDraft body, PlanningDb db, SettingsDrafts drafts, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        if ((body.FromVersion is null) == (body.Document is null))
        {
            return Problems.Invalid("settings.invalid", "Donnez soit une version (fromVersion), soit un document (document).");
        }

        var text = body.Document?.GetRawText() ?? await Versions.FindAsync(db, body.FromVersion!.Value, ct);
        return text is null ? Problems.NotFound() : await WriteAsync(db, drafts, clock, async ct =>
        {
            ReadRules.Parse(text);
            var state = await drafts.ReadAsync(ct);
            return await drafts.SaveAsync(body.BasedOn!.Value, state.InForce, JsonNode.Parse(text)!, null, caller.Name, ct);
        }, ct);
    }

    public static async Task<Results<Ok<SettingsDraftView>, ProblemHttpResult>> Drop(long? basedOn, PlanningDb db, SettingsDrafts drafts, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        if (basedOn is null)
        {
            return Problems.Invalid("draft.missing", "Dites quelle révision du brouillon (basedOn) vous abandonnez.");
        }

        return await WriteAsync(db, drafts, clock, async ct =>
            !(await drafts.ReadAsync(ct)).Exists || await drafts.EndAsync(basedOn.Value, caller.Name, ct), ct);
    }

    /// <summary>Makes the same changes again on the settings that someone applied meanwhile.</summary>
    public static async Task<Results<Ok<SettingsDraftView>, ProblemHttpResult>> Renew(ApplyDraft body, PlanningDb db, SettingsDrafts drafts, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        var before = await drafts.ReadAsync(ct);
        if (before is { Exists: true, Log: null })
        {
            return Problems.Conflict("draft.whole", "Ce brouillon remplace tout le document : comparez-le, puis recommencez-le sur les réglages en vigueur.");
        }

        return await WriteAsync(db, drafts, clock, async ct =>
        {
            var state = (await drafts.ReadAsync(ct)).Readable();
            var changes = state.Log!.Select(c => c.Deserialize<DraftChange>(JsonSerializerOptions.Web)!);
            var document = ChangeDocument.Apply(JsonNode.Parse(state.InForceJson)!, changes);
            ReadRules.Parse(document.ToJsonString());
            return await drafts.SaveAsync(body.BasedOn!.Value, state.InForce, document, state.Log, caller.Name, ct);
        }, ct);
    }

    /// <summary>The draft becomes the next version of the settings, in one transaction with what the other services are told.</summary>
    public static async Task<Results<Ok<SettingsDraftView>, ProblemHttpResult>> Apply(ApplyDraft body, PlanningDb db, SettingsDrafts drafts, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        var state = await drafts.ReadAsync(ct);
        if (!state.Exists)
        {
            return Problems.Conflict("draft.none", "Il n’y a pas de brouillon à appliquer.");
        }

        if (state.BasedOn != state.InForce)
        {
            return Problems.Conflict("settings.changed",
                "D’autres réglages ont été appliqués depuis le début de ce brouillon. Reprenez vos changements dessus, puis relisez-les.");
        }

        var corrections = FindCorrections.Between(state.InForceJson, state.Json, clock.GetUtcNow());
        if (RuleCorrections.Refuse(corrections, body.Correction) is { } refused)
        {
            return refused;
        }

        return await WriteAsync(db, drafts, clock, async token =>
        {
            var at = clock.UtcNow();
            var rules = ReadRules.Parse(state.Readable().Json);
            var inForce = (await drafts.ReadAsync(token)).InForce;
            if (await BookedDays.RefuseAsync(db, ReadRules.Parse(state.InForceJson), rules, clock.GetUtcNow(), token) is { } booked)
            {
                throw new TenantFileException(booked, "closure.booked");
            }

            if (inForce != state.BasedOn || !await drafts.EndAsync(body.BasedOn!.Value, caller.Name, token))
            {
                return false;
            }

            using var document = JsonDocument.Parse(state.Json);
            var saved = await db.SaveVersionAsync(CurrentRules.Section, document.RootElement, caller.Name, at, token);
            await RuleCorrections.KeepAsync(db, saved.Version, corrections, body.Correction, caller.Name, at, token);
            await PlanningSection.TellAsync(db, rules, saved, at, token);
            return true;
        }, ct);
    }

    internal static SettingsDraftView View(DraftState state, SettingsDrafts drafts, TimeProvider clock)
    {
        var document = ReadRules.Document(state.Json);
        return new SettingsDraftView(
            state.Revision, state.Exists, state.BasedOn, state.InForce, state.At is { } at ? ReadRules.Build(document).Local(at) : null, state.By,
            JsonDocument.Parse(state.Json).RootElement,
            state.Exists ? [.. new DescribeChanges(JsonNode.Parse(state.InForceJson)!, JsonNode.Parse(state.Json)!).Run()] : [],
            drafts.Findings(state, document),
            state.Exists ? [.. FindCorrections.Between(state.InForceJson, state.Json, clock.GetUtcNow())] : [], state.Broken);
    }

    private static async Task<Results<Ok<SettingsDraftView>, ProblemHttpResult>> WriteAsync(PlanningDb db, SettingsDrafts drafts, TimeProvider clock,
        Func<CancellationToken, Task<bool>> work, CancellationToken ct)
    {
        try
        {
            return await db.WriteAsync(work, ct)
                ? TypedResults.Ok(View(await drafts.ReadAsync(ct), drafts, clock))
                : Problems.Conflict("draft.changed", "Quelqu’un a changé ce brouillon entre-temps. Relisez-le, puis refaites votre changement.");
        }
        catch (TenantFileException e)
        {
            return e.ToProblem();
        }
    }
}
