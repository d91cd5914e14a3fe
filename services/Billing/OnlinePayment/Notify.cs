using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>
/// The treasury tells that something happened to a payment: a form or an address with its name, without any signature. Nothing in it is trusted but the
/// name, and of that the treasury is asked; a stranger's guess finds nothing and is answered alike.
/// </summary>
internal static class Notify
{
    public static void MapNotifications(this WebApplication app) =>
        app.MapMethods("/api/{slug}/billing/payfip/notification", ["GET", "POST"], Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(string slug, HttpContext http, Tenant tenant, IServiceProvider services, CancellationToken ct)
    {
        var name = await NameAsync(http, ct);
        if (slug.Length > 64 || name is not { Length: > 0 and <= 64 })
        {
            return Results.Ok();
        }

        tenant.Enter(slug);
        await services.GetRequiredService<SettleAttempt>().OfAsync(name, ct);
        return Results.Ok();
    }

    // idOp, idop: both were seen.
    private static async Task<string?> NameAsync(HttpContext http, CancellationToken ct)
    {
        var pairs = http.Request.Query.AsEnumerable();
        if (http.Request.HasFormContentType)
        {
            try
            {
                pairs = (await http.Request.ReadFormAsync(ct)).Concat(pairs);
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }

        return pairs.FirstOrDefault(p => p.Key.Equals("idop", StringComparison.OrdinalIgnoreCase)).Value.ToString();
    }
}
