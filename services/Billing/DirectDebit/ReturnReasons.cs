using System.Text.Json;

namespace Preau.Billing.DirectDebit;

/// <param name="Stops">No later debit can succeed: the mandate ends at once.</param>
internal sealed record ReturnReason(string Label, bool Stops = false);

/// <summary>The banks' reason codes in words: a list kept as data beside the code. One that isn't in it is told as unknown, never a failure.</summary>
internal static class ReturnReasons
{
    private static readonly Dictionary<string, ReturnReason> Known = Load();

    public static ReturnReason Of(string? code, string? words) =>
        code is not null && Known.TryGetValue(code, out var known) ? known
        : words is { Length: > 0 } ? new ReturnReason($"Motif donné par la banque : {words}")
        : new ReturnReason(code is null ? "Motif inconnu" : $"Motif inconnu ({code})");

    private static Dictionary<string, ReturnReason> Load()
    {
        using var file = typeof(ReturnReasons).Assembly.GetManifestResourceStream("return-reasons.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, ReturnReason>>(file, JsonSerializerOptions.Web)!;
    }
}
