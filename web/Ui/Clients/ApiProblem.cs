using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>A service refused: its stable code, its French sentence, and what is wrong with which field.</summary>
#pragma warning disable CA1710 // It is the problem of RFC 9457, carried as an exception.
public sealed partial class ApiProblem(int status, string code, string detail, IReadOnlyDictionary<string, string[]> errors) : Refusal(status, code, detail)
#pragma warning restore CA1710
{
    public override string Message => Code;

    /// <summary>By field of the request, as the service names it.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => errors;

    /// <summary>Puts the refusal beside the fields of the form, or above it: the page then shows again what was typed.</summary>
    /// <param name="prefix">Property of the page model that holds the form: "Input".</param>
    public void AddTo(ModelStateDictionary state, string prefix)
    {
        if (errors.Count == 0)
        {
            state.AddModelError("", Detail);
        }

        foreach (var (field, texts) in errors)
        {
            var key = $"{prefix}.{field}";
            key = state.Keys.FirstOrDefault(k => k.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? "";
            foreach (var text in texts)
            {
                state.AddModelError(key, Words(text));
            }
        }
    }

    /// <summary>The services' texts for programs are English; those written for people are French already. What a person can do is said all the same.</summary>
    public static string Words(string text)
    {
        if (!text.StartsWith("The ", StringComparison.Ordinal))
        {
            return text;
        }

        return Between().Match(text) is { Success: true } between
            ? $"Indiquez une valeur entre {Number(between.Groups[1].Value)} et {Number(between.Groups[2].Value)}."
            : Longest().Match(text) is { Success: true } longest ? $"{longest.Groups[1].Value} signes au plus."
            : "Vérifiez cette réponse.";
    }

    private static string Number(string written) =>
        decimal.TryParse(written, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? French.Number(number)
            : written;

    [GeneratedRegex("must be between (\\S+) and (\\S+)\\.$")]
    private static partial Regex Between();

    [GeneratedRegex("maximum length of '?(\\d+)'?\\.$")]
    private static partial Regex Longest();

    internal static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            var root = json.RootElement;
            var errors = root.TryGetProperty("errors", out var fields) && fields.ValueKind == JsonValueKind.Object
                ? fields.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.EnumerateArray().Select(t => t.GetString() ?? "").ToArray()) : [];
            return new ApiProblem(status, Text(root, "code") ?? "http." + status,
                Text(root, "detail") ?? Text(root, "title") ?? "La demande n’a pas pu être traitée.", errors);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ApiProblem(status, "http." + status, "La demande n’a pas pu être traitée.", new Dictionary<string, string[]>());
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
