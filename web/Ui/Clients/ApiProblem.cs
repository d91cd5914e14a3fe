using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Ui.Clients;

/// <summary>A service refused: its stable code, its French sentence, and what is wrong with which field.</summary>
#pragma warning disable CA1710 // It is the problem of RFC 9457, carried as an exception.
public sealed class ApiProblem(int status, string code, string detail, IReadOnlyDictionary<string, string[]> errors) : Exception
#pragma warning restore CA1710
{
    public override string Message => code;

    /// <summary>HTTP status of the answer.</summary>
    public int Status => status;

    /// <summary>Stable: "deadline.passed", "request.invalid"…</summary>
    public string Code => code;

    public string Detail => detail;

    /// <summary>By field of the request, as the service names it.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => errors;

    /// <summary>Puts the refusal beside the fields of the form, or above it: the page then shows again what was typed.</summary>
    /// <param name="prefix">Property of the page model that holds the form: "Input".</param>
    public void AddTo(ModelStateDictionary state, string prefix)
    {
        if (errors.Count == 0)
        {
            state.AddModelError("", detail);
        }
        foreach (var (field, texts) in errors)
        {
            var key = $"{prefix}.{field}";
            key = state.Keys.FirstOrDefault(k => k.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? "";
            foreach (var text in texts)
            {
                // The services' texts for programs are English; those written for people end as a French sentence does.
                state.AddModelError(key, text.StartsWith("The ", StringComparison.Ordinal) ? "Vérifiez cette réponse." : text);
            }
        }
    }

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
            return new ApiProblem(status, Text(root, "code") ?? "http." + status, Text(root, "detail") ?? Text(root, "title") ?? "La demande n’a pas pu être traitée.", errors);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ApiProblem(status, "http." + status, "La demande n’a pas pu être traitée.", new Dictionary<string, string[]>());
        }
    }

    static string? Text(JsonElement root, string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
