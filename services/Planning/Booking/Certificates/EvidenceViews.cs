using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Certificates;

/// <summary>Certificates as families and agents see them.</summary>
internal static class EvidenceViews
{
    /// <summary>In the order of <paramref name="asked"/>.</summary>
    public static async Task<EvidenceView[]> OfAsync(PlanningDb db, PlanningRules rules, IQueryable<Evidence> asked, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await asked.AsNoTracking().AsSplitQuery().Include(e => e.Files).ToListAsync(ct);
        var ids = rows.ConvertAll(e => (Guid?)e.Id);
        var families = rows.Select(e => e.FamilyId).Distinct().ToList();
        var names = await db.KnownFamilies.AsNoTracking().Where(f => families.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => families.Contains(c.FamilyId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), c => c.FirstName, ct);
        var lines = await db.RequestLines.AsNoTracking().Where(l => ids.Contains(l.EvidenceId) && !l.TakenBack).ToListAsync(ct);
        var cells = await CellsOfLines.ReadAsync(db, rules, lines, now, ct);
        var sights = (await db.CertificateSights.AsNoTracking().Where(s => ids.Contains(s.EvidenceId)).ToListAsync(ct)).ToLookup(s => s.EvidenceId);
        return [.. rows.Select(e => new EvidenceView(
            e.Id, e.FamilyId, names.GetValueOrDefault(e.FamilyId, ""), e.ChildId, children.GetValueOrDefault((e.FamilyId, e.ChildId), ""),
            rules.Reason(e.Reason)?.Label ?? e.Reason, e.First, e.Last,
            e.RequestId, e.RequestNumber, e.State, rules.LastMinute(e.DueAt)!.Value, rules.LastMinute(e.ClosesAt)!.Value, MaySend(e, now), Terms(e, rules, now),
            Local(e.GivenAt), e.DecidedBy, Local(e.DecidedAt), e.Note,
            [.. lines.Where(l => l.EvidenceId == e.Id).OrderBy(l => l.Date)
                .Select(l => new EvidenceDay(l.Date, rules.UnitLabel(l.Unit), cells.Of(l) is { } cell ? Legend.Of(cell.Standing) : CellState.Free))],
            [.. e.Files.OrderBy(f => f.At).ThenBy(f => f.Id)
                .Select(f => new CertificateFile(f.Id, f.ContentType, f.Size, rules.Local(f.At), f.By, Local(f.DeletedAt),
                WithdrawCertificate.MayWithdraw(e, f)))],
            [.. sights[e.Id].OrderByDescending(s => s.At).Select(s => new CertificateSightView(rules.Local(s.At), s.By))]))];

        DateTime? Local(DateTime? utc) => utc is { } at ? rules.Local(at) : null;
    }

    public static bool MaySend(Evidence evidence, DateTimeOffset now) =>
        now.UtcDateTime < evidence.ClosesAt
            && (evidence.State is EvidenceState.Awaited or EvidenceState.Given or EvidenceState.Missed or EvidenceState.Refused);

    private static string Terms(Evidence evidence, PlanningRules rules, DateTimeOffset now)
    {
        var words = new Sentences(rules, now);
        var waiting = rules.Reason(evidence.Reason)?.Waiting is { OnlyLateEvidence: true } late ? late : null;
        var terms = new EvidenceTerms(At(evidence.DueAt), At(evidence.ClosesAt), null);
        return $"À remettre avant le {words.Moment(terms.Due)}. {AbsenceWords.After(terms, waiting, words.Moment)}";

        static DateTimeOffset At(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
    }
}
