using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Month.Why;

/// <summary>
/// What happened to a cell besides its requests, in the order it happened. Each part of Planning that leaves a trace on a day adds its facts here:
/// a date and an hour, who, and one sentence a parent reads.
/// </summary>
internal sealed class CellFacts(PlanningDb db, PlanningRules rules)
{
    private readonly List<WhyFact> _facts = [];

    /// <summary>All of them, oldest first.</summary>
    public WhyFact[] InOrder() => [.. _facts.OrderBy(f => f.At)];

    public CellFacts Add(IEnumerable<WhyFact> facts)
    {
        _facts.AddRange(facts);
        return this;
    }

    public CellFacts AddDisruptions(IEnumerable<Disruption> disruptions, WhyWords words) => Add(disruptions.Select(words.DisruptionFact));

    /// <summary>On the list since, offered at, to be accepted until.</summary>
    public CellFacts AddWaiting(WaitingPlace? place, string? number)
    {
        if (place is { OfferedAt: { } offered, OfferUntil: { } until })
        {
            _facts.Add(new WhyFact(rules.Local(offered), Announce.ByRule, "Une place s’est libérée : elle est proposée à votre famille.", number));
            _facts.Add(new WhyFact(rules.LastMinute(until)!.Value, "", "Limite pour accepter la place proposée.", number));
        }

        return this;
    }

    /// <summary>What the roll call noted; the other household's day is not told.</summary>
    public async Task<CellFacts> AddRollAsync(bool mine, Cell? cell, CancellationToken ct) => mine && cell is not null
        ? Add(RollWords.Facts(await db.ClockMarks.AsNoTracking().Where(m => m.Date == cell.Date && m.Unit == cell.Unit && m.ChildId == cell.ChildId)
        .ToListAsync(ct), rules))
        : this;

    /// <summary>Strikes, trips and closures that were announced for this cell and called off.</summary>
    public async Task<CellFacts> AddCalledOffAsync(Cell? cell, WhyWords words, CancellationToken ct)
    {
        if (cell is null)
        {
            return this;
        }

        var ids = db.DisruptedCells.Where(c => c.ChildId == cell.ChildId && c.Unit == cell.Unit && c.Date == cell.Date).Select(c => c.DisruptionId);
        foreach (var disruption in await db.Disruptions.AsNoTracking().Where(d => d.UndoneAt != null && ids.Contains(d.Id)).ToListAsync(ct))
        {
            _facts.Add(words.DisruptionFact(disruption));
            _facts.Add(new WhyFact(rules.Local(disruption.UndoneAt!.Value), disruption.UndoneBy ?? disruption.By, $"« {disruption.Cause} » est annulé.", null));
        }

        return this;
    }

    /// <summary>The certificates on which absences of this day depend, also those asked for with an earlier day.</summary>
    public async Task<CellFacts> AddEvidenceAsync(IEnumerable<RequestLine> lines, CancellationToken ct)
    {
        var ids = lines.Where(l => !l.TakenBack).Select(l => l.EvidenceId).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return this;
        }

        foreach (var evidence in await db.Evidence.AsNoTracking().Include(e => e.Files).Where(e => ids.Contains(e.Id)).ToListAsync(ct))
        {
            if (evidence.GivenAt is { } given)
            {
                _facts.Add(new WhyFact(rules.Local(given), evidence.Files.OrderBy(f => f.At).LastOrDefault(f => f.At <= given)?.By ?? "", "Certificat envoyé.",
                    evidence.RequestNumber));
            }

            if (evidence.DecidedAt is { } decided)
            {
                var note = evidence.Note is { Length: > 0 } text ? $" {text}" : "";
                _facts.Add(new WhyFact(rules.Local(decided), evidence.DecidedBy ?? Announce.ByRule, Word(evidence.State) + note, evidence.RequestNumber));
            }
            else if (evidence.State == EvidenceState.Awaited)
            {
                _facts.Add(new WhyFact(rules.LastMinute(evidence.DueAt)!.Value, "", "Limite pour donner le certificat.", evidence.RequestNumber));
            }
        }

        return this;
    }

    private static string Word(EvidenceState state) => state switch
    {
        EvidenceState.Accepted => "Certificat accepté.",
        EvidenceState.Refused => "Certificat refusé.",
        EvidenceState.Withdrawn => "Certificat : plus demandé.",
        _ => "Certificat : le délai est passé.",
    };
}
