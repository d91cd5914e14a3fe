using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>Who reads a request: its own family reads all of it, an agent what the own rights allow.</summary>
/// <param name="IsAgent">Hints are for agents.</param>
internal sealed record RequestReader(bool IsAgent, bool Health, bool Bank)
{
    public static readonly RequestReader Family = new(false, true, true);

    public static RequestReader Agent(Caller caller) => new(true, caller.May(Permissions.Health), caller.May(Permissions.Families));
}

internal sealed class RequestViews(FamilyDb db, FamilyRules rules, Vault vault)
{
    public async Task<FamilyRequestView> OneAsync(Guid id, RequestReader reader, CancellationToken ct) =>
        (await OfAsync([await db.Requests.AsNoTracking().Include(r => r.Lines).SingleAsync(r => r.Id == id, ct)], reader, ct))[0];

    public async Task<FamilyRequestView[]> OfAsync(List<FamilyRequest> requests, RequestReader reader, CancellationToken ct)
    {
        var ids = requests.Select(r => r.FamilyId).Distinct().ToList();
        var families = await db.Families.AsNoTracking().Include(f => f.Children).Include(f => f.Guardians).AsSplitQuery().Where(f => ids.Contains(f.Id))
            .ToDictionaryAsync(f => f.Id, ct);
        var queue = requests.Exists(r => r.Status == RequestStatus.Pending)
            ? await db.Requests.AsNoTracking().Where(r => r.Status == RequestStatus.Pending).OrderBy(r => r.At).ThenBy(r => r.Number).Select(r => r.Id)
                .ToListAsync(ct)
            : [];
        List<FamilyRequestView> views = [];
        foreach (var request in requests)
        {
            var pending = request.Status == RequestStatus.Pending;
            var hints = pending && reader.IsAgent ? await HintsAsync(request, ct) : [];
            views.Add(ViewOf(request, families[request.FamilyId], reader, pending ? queue.IndexOf(request.Id) + 1 : null, hints));
        }

        return [.. views];
    }

    /// <summary>What this household has asked and nobody has answered, newest first, for itself;
    /// without its place in the queue, which costs the whole queue.</summary>
    public async Task<FamilyRequestView[]> WaitingAsync(FamilyFile file, CancellationToken ct)
    {
        var waiting = await db.Requests.AsNoTracking().Include(r => r.Lines).Where(r => r.FamilyId == file.Id && r.Status == RequestStatus.Pending)
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Number).ToListAsync(ct);
        return [.. waiting.Select(r => ViewOf(r, file, RequestReader.Family, null, []))];
    }

    private FamilyRequestView ViewOf(FamilyRequest request, FamilyFile file, RequestReader reader, int? place, string[] hints) => new(
        request.Id, request.Number, request.Form, RequestForms.LabelOf(request.Form), file.Id, file.Name,
        request.ChildId == Guid.Empty ? null : request.ChildId, file.Children.Find(c => c.ChildId == request.ChildId)?.FirstName,
        request.At.ToLocal(rules.Zone), request.Author, request.Status, request.Automatic,
        [.. request.Lines.OrderBy(l => Position(l.Field)).ThenBy(l => l.Id).Select(l => LineOf(l, file, reader))],
        request.Comment, request.DecidedBy, request.DecidedAt?.ToLocal(rules.Zone), request.Reason,
        place, request.Status == RequestStatus.Pending ? rules.AnswerBy(request.At) : null, hints);

    /// <summary>As the form shows them; ids of one moment have no order.</summary>
    private static int Position(string field) => FileFields.All.TakeWhile(f => f.Key != field).Count();

    private FamilyRequestLineView LineOf(FamilyRequestLine line, FamilyFile file, RequestReader reader)
    {
        var withheld = line.Sealed is not null && !(line.Health ? reader.Health : reader.Bank);
        var (old, now) = (line.Old, line.New);
        if (line.Sealed is not null && !withheld)
        {
            var both = JsonSerializer.Deserialize<string?[]>(vault.OpenText(line.Sealed, db.CurrentTenant, line.Id))!;
            (old, now) = (both[0], both[1]);
        }

        var of = file.Guardians.Find(g => g.Id == line.Of) is { } guardian
            ? $"{guardian.FirstName} {guardian.LastName}"
            : file.Children.Find(c => c.ChildId == line.Of)?.FirstName;
        return new FamilyRequestLineView(line.Id, line.Field, line.Label, of, old, now, line.Accepted, line.Automatic, withheld);
    }

    /// <summary>What an agent looks at first: a child that another file may know already, a person whom a household bars.</summary>
    private async Task<string[]> HintsAsync(FamilyRequest request, CancellationToken ct)
    {
        if (request.Form == RequestForms.NewChild)
        {
            string Data(string key) => request.Lines.Find(l => l.Field == key)?.Data ?? "";
            return DateOnly.TryParse(Data("child.birthDate"), out var born)
                ? await DoublesAsync(db, request.FamilyId, Data("child.firstName"), Data("child.lastName"), born, ct)
                : [];
        }

        if (request.Lines is [{ Field: "person.add", Data: { } data } line] && JsonSerializer.Deserialize<CareContactEntry>(data) is { } person
            && await ApplyRequest.BarredAsync(db, line.Of, person.Name, ct))
        {
            return [$"{person.Name} ne peut pas venir chercher cet enfant : une décision enregistrée l’interdit, dans l’un des deux foyers."];
        }

        return AskedAccess.Hints(request);
    }

    /// <summary>Children born the same day whose first or last name is written alike, in any file.</summary>
    public static async Task<string[]> DoublesAsync(FamilyDb db, Guid family, string firstName, string lastName, DateOnly born, CancellationToken ct)
    {
        var (first, last) = (SearchText.Of(firstName, 100), SearchText.Of(lastName, 100));
        var sameDay = await db.Set<HouseholdChild>().AsNoTracking().Where(c => c.BirthDate == born)
            .Join(db.Families, c => c.FamilyId, f => f.Id, (c, f) => new { c.FirstName, c.LastName, c.FamilyId, Family = f.Name, f.Number }).ToListAsync(ct);
        return
        [
            .. sameDay.Where(c => SearchText.Of(c.FirstName, 100) == first || SearchText.Of(c.LastName, 100) == last)
                .Select(c =>
                    c.FamilyId == family
                        ? $"{c.FirstName} {c.LastName}, né le même jour, est déjà dans ce dossier."
                        : $"Doublon possible : {c.FirstName} {c.LastName}, né le même jour, dans le dossier {c.Family} (n° {c.Number})."),
        ];
    }
}
