using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Quotients;

/// <summary>
/// A new quotient closes the one in force the day before it starts; one that starts the same day is replaced (a correction), the history keeps the old value.
/// A later one already recorded closes this one, unless an explicit end would cover it: 409 "quotient.overlap".
/// </summary>
internal static class RecordQuotient
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    public static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> Handle(
        Guid id, AddQuotient body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var (value, from, until) = (body.Value!.Value, body.From!.Value, body.Until);
        if (from < Earliest || from > Latest || until < from || until > Latest)
        {
            return Problems.Invalid("quotient.period", "La période de validité est impossible : la fin précède le début, ou l’année est hors limites.");
        }

        if (value != decimal.Round(value, 2))
        {
            return Problems.Invalid("quotient.value", "Le quotient s’écrit en euros avec deux décimales au plus.");
        }

        if (!rules.Sources.Contains(body.Source))
        {
            return Problems.Invalid("quotient.source", $"Source inconnue. Sources acceptées : {string.Join(", ", rules.Sources)}.");
        }

        ProblemHttpResult? problem = null;
        var family = await db.WriteAsync(async token =>
        {
            problem = null;
            var file = await db.LoadAsync(id, tracked: true, token);
            if (file is null)
            {
                problem = Problems.NotFound();
                return null;
            }

            var (wrong, what) = Put(file, value, from, until, body.Source);
            if (wrong is not null)
            {
                problem = Problems.Conflict("quotient.overlap", wrong);
                return null;
            }

            db.Record(file, caller.Name, what, clock);
            return file;
        }, ct);
        return family is null ? problem! : TypedResults.Ok(FamilyViews.ViewOf(family, you: null, rules.Today(clock), rules.Sources));
    }

    /// <summary>Into the file; the sentence of what is wrong, or that of the history.</summary>
    public static (string? Problem, string What) Put(FamilyFile file, decimal value, DateOnly from, DateOnly? until, string source)
    {
        var next = file.Quotients.Where(q => q.From > from).MinBy(q => q.From);
        if (next is not null && until >= next.From)
        {
            return ($"Un autre quotient commence le {Day(next.From)} : la fin doit le précéder.", "");
        }

        var same = file.Quotients.Find(q => q.From == from);
        var before = file.Quotients.Find(q => q.From < from && q.IsValidOn(from));
        before?.Until = from.AddDays(-1);
        var added = same ?? new Quotient { FamilyId = file.Id, From = from, Source = source };
        var replaced = same is null ? "" : $" (remplace {Number(same.Value)}, {same.Source})";
        (added.Value, added.Until, added.Source) = (value, until ?? next?.From.AddDays(-1), source);
        if (same is null)
        {
            file.Quotients.Add(added);
        }

        return (null, $"Quotient {Number(value)} à partir du {Day(from)}, source {source}{replaced}");
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => French.Plain(value);
}
