using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Agenda;

/// <summary>
/// GET /agenda/{tenant}/{token}.ics, without sign-in: calendars have none. The secret in the address is all there is, so every way to be wrong answers the
/// same 404.
/// The gateway leads /{tenant}/agenda/{token}.ics here, and traces leave such paths out.
/// </summary>
internal static class ReadAgenda
{
    public static void MapAgenda(this WebApplication app) =>
        app.MapMethods("/agenda/{slug}/{token}.ics", ["GET", "HEAD"], Handle).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Handle(
        string slug, string token, Tenant tenant, IServiceProvider services, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "private, max-age=900";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (slug.Length > 64 || token.Length != 43)
        {
            return Problems.NotFound();
        }

        tenant.Enter(slug);
        var db = services.GetRequiredService<PlanningDb>();
        var hash = AgendaFeed.HashOf(token);
        var feed = await db.AgendaFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.TokenHash == hash && f.RevokedAt == null, ct);
        if (feed is null || await services.GetRequiredService<CurrentRules>().FindAsync(ct) is not { } inForce)
        {
            return Problems.NotFound();
        }

        var now = clock.GetUtcNow();
        var today = inForce.Rules.Today(now);
        var days = Days.Range(today.AddDays(-AgendaCalendar.DaysBack), today.AddDays(AgendaCalendar.DaysAhead));
        if (await FamilyPlan.ReadAsync(db, inForce.Rules, feed.FamilyId, days, toChange: false, ct) is not { } plan)
        {
            return Problems.NotFound();
        }

        if (feed.ReadAt is null || feed.ReadAt < now.UtcDateTime.AddDays(-1))
        {
            await db.WriteAsync(token2 =>
                db.AgendaFeeds.Where(f => f.Id == feed.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.ReadAt, now.UtcDateTime), token2), ct);
        }

        var text = new AgendaCalendar(inForce.Rules, plan, slug, now).Write(feed, plan.Children.SelectMany(c => plan.CellsOf(c.ChildId)));
        return Results.Text(text, "text/calendar; charset=utf-8");
    }
}
