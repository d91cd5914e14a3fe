using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Preau.Contracts.Api;

namespace Preau.Family.Quotients;

/// <summary>What API Particulier said.</summary>
/// <param name="Month">"2026-12", of the quotient: the one for tariffs. The other is when it was worked out.</param>
internal sealed record QuotientReply(
    string Outcome, string? Code = null, decimal? Value = null, string? Provider = null, string? Month = null, string? Calculated = null, string? Proof = null);

/// <summary>
/// The quotient of a person at CAF or MSA, by identity (API Particulier v3, facts §10).
/// <c>ApiParticulier:Address</c> and <c>ApiParticulier:Token</c>; without a token nobody is
/// asked. Identities stand in the address, as the service has it: nothing of a question is ever logged.
/// </summary>
internal sealed partial class ApiParticulier(HttpClient http, IConfiguration configuration, ILogger<ApiParticulier> log)
{
    private const string Path = "/v3/dss/quotient_familial/identite";
    private const int MaxAnswer = 256 * 1024;

    private readonly string? _token = configuration["ApiParticulier:Token"];
    private readonly string _address = (configuration["ApiParticulier:Address"] is { Length: > 0 } address ? address : "https://particulier.api.gouv.fr")
        .TrimEnd('/');

    public bool IsOpen => !string.IsNullOrEmpty(_token);

    public async Task<QuotientReply> AskAsync(PersonAsked person, string recipient, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _address + Path + Query(person, recipient));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            request.Headers.Add("X-Generate-Proof", "proof-only");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            var body = response.Content.Headers.ContentLength is > MaxAnswer ? "" : await response.Content.ReadAsStringAsync(ct);
            return response.StatusCode == HttpStatusCode.OK ? Read(body) : Refusal((int)response.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            NoAnswer(log, e.GetType().Name);
            return new QuotientReply(QuotientOutcomes.Later);
        }
    }

    private static string Query(PersonAsked person, string recipient)
    {
        var values = new List<(string Name, string? Value)>
        {
            ("recipient", recipient), ("nomNaissance", person.BirthName), ("nomUsage", person.UsedName), ("sexeEtatCivil", person.Gender),
            ("codeCogInseePaysNaissance", person.Country),
            ("anneeDateNaissance", Number(person.BirthDate.Year)), ("moisDateNaissance", Number(person.BirthDate.Month)),
            ("jourDateNaissance", Number(person.BirthDate.Day)),
            ("nomCommuneNaissance", person.Commune), ("codeCogInseeDepartementNaissance", person.Department),
        };
        values.AddRange(person.FirstNames.Select(n => ("prenoms[]", (string?)n)));
        return "?"
            + string.Join('&',
                values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => $"{Uri.EscapeDataString(v.Name)}={Uri.EscapeDataString(v.Value!)}"));
    }

    // An answer that can't be understood changes nothing and is asked again.
    private static QuotientReply Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var quotient = json.RootElement.GetProperty("data").GetProperty("quotient_familial");
            var proof = json.RootElement.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
                && meta.TryGetProperty("pdf_verification_link", out var link) && link.ValueKind == JsonValueKind.String ? link.GetString() : null;
            return quotient.GetProperty("valeur").ValueKind == JsonValueKind.Number
                && quotient.GetProperty("valeur").GetDecimal() is >= 0 and <= 99_999 and var value
                ? new QuotientReply(
                    QuotientOutcomes.Found, null, value, quotient.GetProperty("fournisseur").GetString() is "MSA" ? "MSA" : "CNAF",
                    Month(quotient, "annee", "mois"),
                    Month(quotient, "annee_calcul", "mois_calcul"), proof is { Length: <= 500 } ? proof : null)
                : new QuotientReply(QuotientOutcomes.Later, "answer");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new QuotientReply(QuotientOutcomes.Later, "answer");
        }
    }

    private static QuotientReply Refusal(int status, string body) => new(
        status switch
        {
            404 => QuotientOutcomes.Unknown,
            400 or 422 => QuotientOutcomes.Identity,
            401 or 403 => QuotientOutcomes.Refused,
            _ => QuotientOutcomes.Later,
        },
        CodeOf(body) ?? status.ToString(CultureInfo.InvariantCulture));

    private static string? CodeOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var code = json.RootElement.GetProperty("errors")[0].GetProperty("code");
            var text = code.ValueKind == JsonValueKind.String ? code.GetString() : code.GetRawText();
            return text is { Length: > 0 and <= 32 } ? text : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static string? Month(JsonElement quotient, string year, string month) =>
        quotient.TryGetProperty(year, out var y) && quotient.TryGetProperty(month, out var m) && y.TryGetInt32(out var of) && m.TryGetInt32(out var at)
            && at is >= 1 and <= 12
            ? FormattableString.Invariant($"{of:0000}-{at:00}") : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "API Particulier did not answer: {Error}")]
    private static partial void NoAnswer(ILogger logger, string error);
}
