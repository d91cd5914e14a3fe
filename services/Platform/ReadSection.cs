using System.Text.Json;
using System.Text.Json.Serialization;
using Preau.Contracts.Settings;

namespace Preau.Platform;

/// <summary>
/// A section of a commune's file into its record: what the record says of names, types and ranges is checked here, every error a French sentence with its
/// path, what was found and what is permitted. What a shape can't say, the service checks after it.
/// </summary>
public static class ReadSection
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new HourConverter() },
    };

    /// <typeparam name="T">The record of Contracts, or the service's rules that derive from it.</typeparam>
    /// <exception cref="TenantFileException">The first thing that is wrong.</exception>
    public static T Checked<T>(string section, string json)
    {
        try
        {
            using var read = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = true });
            return CheckShape.FindProblem(read.RootElement, typeof(T), section) is { } problem ? throw new TenantFileException(problem) : read.Deserialize<T>(Strict)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{section}{e.Path?.TrimStart('$')}: {FirstSentence(e.Message)}");
        }
    }

    /// <summary>What was taken once, under whatever ranges held then.</summary>
    public static T Stored<T>(string json) => JsonSerializer.Deserialize<T>(json, Strict)!;

    /// <exception cref="TenantFileException">No such zone.</exception>
    public static void CheckZone(string section, string zone) => Require(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _),
        $"{section}.timeZone: « {zone} » n’est pas un fuseau horaire comme Europe/Paris.");

    /// <exception cref="TenantFileException">With that problem.</exception>
    public static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new TenantFileException(problem);
        }
    }

    private static string FirstSentence(string message) => message.Split(" Path:")[0];
}
