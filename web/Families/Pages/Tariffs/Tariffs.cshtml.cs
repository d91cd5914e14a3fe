using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Tariffs;

/// <summary>
/// Mes tarifs (F-65): each child's prices for whoever is signed in; the grid and a simulator for anyone. The simulator is a GET form, so its address can be
/// shared, and holds no name.
/// </summary>
[AllowAnonymous]
public sealed class TariffsModel(TariffsClient tariffs, Session session) : PageModel
{
    private const int MostDays = 99;

    public TariffsView Grid { get; private set; } = null!;

    /// <summary>Null for a visitor.</summary>
    public MyTariffsView? Mine { get; private set; }

    /// <summary>Null until something is counted.</summary>
    public PriceSimulation? Result { get; private set; }

    /// <summary>The same month with the family's own quotient and residence, when that is another.</summary>
    public PriceSimulation? Own { get; private set; }

    /// <summary>As typed.</summary>
    public string Quotient { get; private set; } = "";

    public bool Resident { get; private set; } = true;

    public DateOnly? On { get; private set; }

    public Dictionary<string, string> Counts { get; } = [];

    public string Link { get; private set; } = "";

    public bool IsAsked { get; private set; }

    /// <param name="le">Day whose prices count, when not today's: "2027-09-01".</param>
    /// <param name="qf">Quotient; absent for none.</param>
    /// <param name="hors">Present for a household from elsewhere.</param>
    public async Task OnGetAsync(string? le, string? qf, string? hors, CancellationToken ct)
    {
        ViewData["Title"] = session.Member is null ? "Tarifs" : "Mes tarifs";
        On = DateOnly.TryParseExact(le, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100
            ? day
            : null;
        Grid = await tariffs.TariffsAsync(On, ct);
        Mine = session.Member is null ? null : await tariffs.MineAsync(ct).OrNullAsync(ct);
        IsAsked = Request.Query.Keys.Any(k => k is "qf" or "hors" || k.StartsWith("n.", StringComparison.Ordinal));
        Quotient = IsAsked ? qf?.Trim() ?? "" : Mine?.Quotient is { } own ? French.Plain(own) : "";
        Resident = IsAsked ? hors is null or "non" : Mine?.Resident ?? true;
        var counts = ReadCounts();
        if (ReadQuotient() is var quotient && ModelState.IsValid && counts.Count > 0)
        {
            Result = await tariffs.SimulateAsync(quotient, Resident, On, counts, ct);
            Own = Mine is { } mine && (mine.Quotient != quotient || mine.Resident != Resident)
                ? await tariffs.SimulateAsync(mine.Quotient, mine.Resident, On, counts, ct)
                : null;
            Link = LinkOf(quotient, counts);
        }
    }

    /// <summary>The row of the grid that is the family's own.</summary>
    public bool IsMine(GridRow row) => Mine is { } mine && (row.From is null ? !mine.Resident
        : mine.Resident && (mine.Quotient is { } quotient ? row.From <= quotient && (row.Below is null || quotient < row.Below) : row.Below is null));

    /// <summary>« 3,60 »; prices of a quarter of an hour keep their decimals.</summary>
    public static string Cell(decimal price) =>
        French.Price(price).Replace("\u00A0€", "", StringComparison.Ordinal);

    private Dictionary<string, int> ReadCounts()
    {
        var counts = new Dictionary<string, int>();
        foreach (var row in Grid.Simulator)
        {
            var text = Request.Query["n." + row.Key].ToString().Trim();
            if (!IsAsked)
            {
                text = Mine?.Counts.GetValueOrDefault(row.Key) is > 0 and var days ? days.ToString(CultureInfo.InvariantCulture) : "";
            }

            Counts[row.Key] = text;
            if (text.Length == 0)
            {
                continue;
            }

            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostDays)
            {
                ModelState.AddModelError("n." + row.Key, $"{row.Label} : un nombre de 0 à {MostDays}.");
            }
            else if (count > 0)
            {
                counts[row.Key] = count;
            }
        }

        return counts;
    }

    private decimal? ReadQuotient()
    {
        if (Quotient.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(Quotient.Replace(',', '.').Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quotient)
            && quotient <= 1_000_000)
        {
            return quotient;
        }

        ModelState.AddModelError("qf", "Écrivez le quotient en chiffres, par exemple 850. Laissez vide si vous n’en avez pas.");
        return null;
    }

    private string LinkOf(decimal? quotient, Dictionary<string, int> counts)
    {
        List<string> parts = [];
        if (On is { } on)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"le={on:yyyy-MM-dd}"));
        }

        parts.Add("qf=" + quotient?.ToString("0.##", CultureInfo.InvariantCulture));
        parts.AddRange(Resident ? [] : ["hors=oui"]);
        parts.AddRange(counts.Select(c => $"n.{Uri.EscapeDataString(c.Key)}={c.Value}"));
        return "~/tarifs?" + string.Join('&', parts);
    }
}
