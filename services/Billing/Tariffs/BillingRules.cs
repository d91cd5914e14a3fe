using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>One error of a document: "tariffs[0].versions[0].brackets[2].from" and a sentence.</summary>
internal sealed record RuleError(string Path, string Message);

/// <summary>The document can't be taken; says every error found.</summary>
internal sealed class RulesException(IReadOnlyList<RuleError> errors) : Exception(string.Join(" ", errors.Select(e => $"{e.Path}: {e.Message}")))
{
    public IReadOnlyList<RuleError> Errors { get; } = errors;
}

/// <summary>Rules of a commune's money, read once per version and never changed.</summary>
internal sealed class BillingRules
{
    public const string Section = "billing";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly FrozenDictionary<string, Tariff> _byUnit;

    private BillingRules(BillingSettings document)
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(document.TimeZone);
        CashOffices = (document.CashOffices ?? []).ToFrozenDictionary(o => o.Key);
        (Tariffs, QuotientDate, RetroactiveQuotient) = (document.Tariffs ?? [], document.QuotientDate, document.RetroactiveQuotient);
        Payer = document.Payer;
        var tariffs = Tariffs.ToDictionary(t => t.Key);
        foreach (var part in tariffs.Values.SelectMany(t => t.Versions.Append(t.Draft)).Select(v => v?.PercentOf).OfType<PercentOf>())
        {
            part.Base = tariffs[part.Tariff];
        }

        _byUnit = tariffs.Values.SelectMany(t => t.Units.Select(u => (Unit: u, Tariff: t))).ToFrozenDictionary(x => x.Unit, x => x.Tariff);
    }

    /// <summary>A commune that has no document yet: nothing has a price.</summary>
    public static BillingRules None { get; } = new(new BillingSettings());

    public TimeZoneInfo Zone { get; }

    public FrozenDictionary<string, CashOffice> CashOffices { get; }

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<Tariff> Tariffs { get; }

    public QuotientDate QuotientDate { get; }

    public bool RetroactiveQuotient { get; }

    public PayerRule Payer { get; }

    public IEnumerable<string> Units => _byUnit.Keys;

    public Tariff? TariffOf(string unit) => _byUnit.GetValueOrDefault(unit);

    /// <summary>Of a unit whose bookings are confirmed by paying: where, and until when.</summary>
    public (string Office, HoldRule Rule)? HoldOf(string unit) =>
        PrepaidOf(unit) is { Prepaid.Hold: { } hold } office && hold.Units.Contains(unit) ? (office.Key, hold) : null;

    /// <summary>Paid by a ticket of the household that books, whoever has the child that day.</summary>
    public bool IsByTicket(string unit) => PrepaidOf(unit)?.Prepaid?.Book?.Units.Contains(unit) == true;

    /// <summary>How a book is called; null where it is sold no more.</summary>
    public string? LabelOf(string office, string? book) =>
        CashOffices.GetValueOrDefault(office)?.Prepaid?.Book is { } sold && sold.Key == book ? sold.Label : null;

    private CashOffice? PrepaidOf(string unit) => TariffOf(unit) is { } tariff ? CashOffices.GetValueOrDefault(tariff.CashOffice) : null;

    /// <summary>The day whose quotient prices a day of service.</summary>
    public static DateOnly QuotientDay(QuotientDate by, DateOnly service) =>
        by == QuotientDate.Service ? service : new DateOnly(service.Year, service.Month, 1).AddDays(-1);

    public DateOnly QuotientDay(DateOnly service) => QuotientDay(QuotientDate, service);

    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.LocalNow(Zone));

    /// <exception cref="RulesException">Every error with its path.</exception>
    public static BillingRules Parse(string document)
    {
        BillingSettings read;
        try
        {
            using var raw = JsonDocument.Parse(document);
            if (FindNull(raw.RootElement, "") is { } place)
            {
                throw new RulesException([new RuleError(place, "Valeur absente.")]);
            }

            read = raw.RootElement.Deserialize<BillingSettings>(Json) ?? throw new RulesException([new RuleError("", "Document vide.")]);
        }
        catch (JsonException e)
        {
            throw new RulesException([new RuleError(e.Path?.TrimStart('$', '.') ?? "", "Valeur illisible ou champ inconnu.")]);
        }

        var errors = RulesCheck.Errors(read);
        return errors.Count == 0 ? new BillingRules(read) : throw new RulesException(errors);
    }

    public static async Task<SettingsInForce<BillingRules>> InForceAsync(SettingsCache cache, BillingDb db, CancellationToken ct) =>
        await cache.LoadAsync(db, Section, Parse, ct) ?? new SettingsInForce<BillingRules>(0, None);

    // The serializer lets null into a list of objects; nothing here has a use for it.
    private static string? FindNull(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().Select(p => FindNull(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
        JsonValueKind.Array =>
            element.EnumerateArray().Select((e, i) => e.ValueKind == JsonValueKind.Null ? $"{path}[{i}]" : FindNull(e, $"{path}[{i}]"))
                .FirstOrDefault(p => p is not null),
        _ => null,
    };
}
