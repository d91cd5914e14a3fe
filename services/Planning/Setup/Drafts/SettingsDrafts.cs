using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Findings;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>The draft of a commune's settings as it stands, or what is in force when there is none.</summary>
/// <param name="Revision">Of the draft; rises even when one ends.</param>
/// <param name="Log">The changes made one after the other, so that they can be made again on newer settings; null when it began from a whole document.</param>
/// <param name="Broken">Why the draft can't be read any more, after an upgrade for one; all else then goes by what is in force.</param>
internal sealed record DraftState(long Revision, bool Exists, long BasedOn, long InForce, DateTime? At, string? By, string Json, string InForceJson,
    JsonArray? Log, string? Broken = null)
{
    /// <summary>This draft, to change or apply it.</summary>
    /// <exception cref="TenantFileException">It can't be read: only dropping it, or beginning it anew, is left.</exception>
    public DraftState Readable() => Broken is null ? this : throw new TenantFileException(Broken, "draft.broken");
}

/// <summary>Keeps the draft as a settings section of its own, so that each change has its author and nothing is lost by two editors.</summary>
internal sealed class SettingsDrafts(PlanningDb db, TimeProvider clock, KnownFindings known)
{
    public const string Section = "planning.draft";

    // A request reads the draft several times, and each reading would look at the whole document anew.
    private string? _read;

    /// <summary>Answers 404 for a commune that has not set up its planning.</summary>
    public async Task<DraftState> ReadAsync(CancellationToken ct)
    {
        var inForce = await LatestAsync(CurrentRules.Section, ct)
            ?? throw new BadHttpRequestException("This commune has no planning.", StatusCodes.Status404NotFound);
        var draft = await LatestAsync(Section, ct);
        return draft is null ? None(0, inForce) : StateOf(draft, inForce);
    }

    public SettingsFinding[] Findings(DraftState state, PlanningDocument document) => known.Of(db.CurrentTenant, state.Json, document, clock.GetUtcNow());

    /// <summary>Inside a write: the draft is now this document. Null when it has changed since <paramref name="revision"/>.</summary>
    public async Task<bool> SaveAsync(long revision, long basedOn, JsonNode document, JsonArray? log, string by, CancellationToken ct)
    {
        var content = new JsonObject { ["basedOn"] = basedOn, ["document"] = document.DeepClone(), ["log"] = log?.DeepClone() };
        return await PutAsync(revision, content, by, ct);
    }

    /// <summary>Inside a write: there is no draft any more. Its earlier states are dropped, what became of it is in the versions.</summary>
    public async Task<bool> EndAsync(long revision, string by, CancellationToken ct)
    {
        if (!await PutAsync(revision, [], by, ct))
        {
            return false;
        }

        db.Settings.RemoveRange(await db.Settings.Where(s => s.Section == Section && s.Version <= revision).ToListAsync(ct));
        return true;
    }

    private DraftState StateOf(SettingsVersion draft, SettingsVersion inForce)
    {
        try
        {
            var content = JsonNode.Parse(draft.Document)!.AsObject();
            if (content["document"]?.ToJsonString() is not { } document)
            {
                return None(draft.Version, inForce);
            }

            if (document != _read)
            {
                ReadRules.Parse(document);
                _read = document;
            }

            return new DraftState(draft.Version, true, content["basedOn"]!.GetValue<long>(), inForce.Version, draft.At, draft.By, document, inForce.Document,
                content["log"]?.DeepClone().AsArray());
        }
#pragma warning disable CA1031 // whatever is wrong with the row is the draft's matter alone
        catch (Exception e)
#pragma warning restore CA1031
        {
            var why = "Ce brouillon ne se lit plus, sans doute depuis une mise à jour du logiciel. Les réglages en vigueur n’en souffrent pas. "
                + "Abandonnez-le, puis refaites ses changements. Le détail technique : "
                + (e is TenantFileException ? e.Message : "le brouillon n’a pas la forme attendue.");
            return new DraftState(draft.Version, true, inForce.Version, inForce.Version, draft.At, draft.By, inForce.Document, inForce.Document, [], why);
        }
    }

    private static DraftState None(long revision, SettingsVersion inForce) =>
        new(revision, false, inForce.Version, inForce.Version, null, null, inForce.Document, inForce.Document, []);

    private async Task<bool> PutAsync(long revision, JsonObject content, string by, CancellationToken ct)
    {
        if (revision != (await db.Settings.Where(s => s.Section == Section).MaxAsync(s => (long?)s.Version, ct) ?? 0))
        {
            return false;
        }

        await db.SaveVersionAsync(Section, JsonSerializer.SerializeToElement(content), by, clock.UtcNow(), ct);
        return true;
    }

    private Task<SettingsVersion?> LatestAsync(string section, CancellationToken ct) =>
        db.Settings.AsNoTracking().Where(s => s.Section == section).OrderByDescending(s => s.Version).FirstOrDefaultAsync(ct);
}
