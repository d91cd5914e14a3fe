using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>A demande of the demonstration about a family's file, as it was sent some days ago and perhaps decided.</summary>
internal sealed record DemoRequest(
    Guid Family, string Form, int HoursAgo, string Author, DemoRequestLine[] Lines, Guid? Child = null, string? Comment = null, string? DecidedBy = null,
    string? Reason = null);

/// <param name="Data">What is applied when it is accepted; the new value where left out.</param>
/// <param name="Accepted">Null while it waits.</param>
internal sealed record DemoRequestLine(
    string Field, string Label, string? New, string? Old = null, Guid? Of = null, bool? Accepted = null, CareContactEntry? Person = null, string? Data = null,
        bool Health = false);

internal static class DemoRequests
{
    public static async Task AddAsync(FamilyDb db, FamilyRules rules, Vault vault, TimeProvider clock, IEnumerable<DemoRequest> requests, CancellationToken ct)
    {
        foreach (var from in requests.OrderByDescending(r => r.HoursAgo))
        {
            var at = clock.UtcNow().AddHours(-from.HoursAgo);
            var request = new FamilyRequest
            {
                Number = await FamilyRequestCounter.NextAsync(db, rules.Today(clock).Year, ct),
                FamilyId = from.Family,
                ChildId = from.Child ?? Guid.Empty,
                Form = from.Form,
                Key = Guid.CreateVersion7(),
                Author = from.Author,
                At = at,
                Comment = from.Comment,
                Version = 1,
                DecidedBy = from.DecidedBy,
                DecidedAt = from.DecidedBy is null ? null : at.AddHours(30),
                Reason = from.Reason,
            };
            request.Lines.AddRange(from.Lines.Select(l => LineOf(l, request, db.CurrentTenant, vault)));
            request.Conclude();
            db.Requests.Add(request);
        }
    }

    private static FamilyRequestLine LineOf(DemoRequestLine line, FamilyRequest request, string tenant, Vault vault)
    {
        var id = Guid.CreateVersion7();
        return new FamilyRequestLine
        {
            Id = id,
            RequestId = request.Id,
            Field = line.Field,
            Of = line.Of ?? request.ChildId,
            Label = line.Label,
            Old = line.Health ? null : line.Old,
            New = line.Health ? null : line.New,
            Health = line.Health,
            Sealed = line.Health ? vault.Seal(JsonSerializer.Serialize(new[] { line.Old, line.New }), tenant, id) : null,
            Data = line.Person is { } person ? JsonSerializer.Serialize(person) : line.Health ? null : line.Data ?? line.New,
            Accepted = line.Accepted,
        };
    }
}
