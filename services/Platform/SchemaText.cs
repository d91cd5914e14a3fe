using System.Globalization;
using Newtonsoft.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Preau.Platform;

/// <summary>Errors of a file against its schema as sentences: place, what was found, what is permitted.</summary>
internal static class SchemaText
{
    public static string Of(ValidationError error)
    {
        var path = error.Path?.TrimStart('#', '/') is { Length: > 0 } place ? place : "fichier";
        var schema = error.Schema.ActualSchema;
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed or ValidationErrorKind.AdditionalPropertiesNotValid =>
                $"{path}: ce réglage n’existe pas ; il y a ici {string.Join(", ", schema.ActualProperties.Keys)}.",
            ValidationErrorKind.PropertyRequired => $"{path}: ce réglage manque.",
            ValidationErrorKind.ItemsNotUnique => $"{path}: le même élément s’y trouve deux fois.",
            ValidationErrorKind.TooManyProperties or ValidationErrorKind.TooFewProperties => $"{path}: il faut {Count(schema.MinProperties, schema.MaxProperties, "réglage")}.",
            _ => $"{path}: {Found(error)} ne va pas ; il faut {Allowed(error.Kind, schema)}.",
        };
    }

    private static string Found(ValidationError error) => error.Token switch
    {
        Newtonsoft.Json.Linq.JObject => "un objet",
        Newtonsoft.Json.Linq.JArray list => $"une liste de {list.Count} élément{(list.Count > 1 ? "s" : "")}",
        { } token => Short(token.ToString(Formatting.None)),
        _ => "la valeur",
    };

    private static string Short(string text) => text.Length > 60 ? text[..59] + "…" : text;

    private static string Allowed(ValidationErrorKind kind, JsonSchema schema) => kind switch
    {
        ValidationErrorKind.NotInEnumeration => string.Join(" ou ", schema.Enumeration.Select(e => e ?? "null")),
        ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig => Range(schema),
        ValidationErrorKind.StringTooShort or ValidationErrorKind.StringTooLong => Count(schema.MinLength ?? 0, schema.MaxLength ?? 0, "signe"),
        ValidationErrorKind.TooFewItems or ValidationErrorKind.TooManyItems => Count(schema.MinItems, schema.MaxItems, "élément"),
        ValidationErrorKind.PatternMismatch => $"un texte de la forme {schema.Pattern}",
        ValidationErrorKind.DateExpected => "une date comme \"2026-12-24\"",
        ValidationErrorKind.IntegerExpected => "un nombre entier",
        ValidationErrorKind.NumberExpected => "un nombre",
        ValidationErrorKind.BooleanExpected => "true (oui) ou false (non)",
        ValidationErrorKind.StringExpected => "un texte entre guillemets",
        ValidationErrorKind.ArrayExpected => "une liste [ … ]",
        ValidationErrorKind.ObjectExpected => "un objet { … }",
        ValidationErrorKind.NullExpected => "null",
        _ => schema.Description is { Length: > 0 } description ? $"autre chose ({description})" : $"autre chose ({kind})",
    };

    private static string Range(JsonSchema schema) => (schema.Minimum, schema.Maximum) switch
    {
        ({ } least, { } most) => $"un nombre de {Number(least)} à {Number(most)}",
        ({ } least, null) => $"un nombre d’au moins {Number(least)}",
        (_, var most) => $"un nombre d’au plus {Number(most ?? 0)}",
    };

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.GetCultureInfo("fr-FR"));

    private static string Count(int least, int most, string what) =>
        most <= 0 ? $"au moins {least} {what}{(least > 1 ? "s" : "")}" : least == most ? $"{most} {what}{(most > 1 ? "s" : "")}"
        : least > 0 ? $"de {least} à {most} {what}s" : $"{most} {what}{(most > 1 ? "s" : "")} au plus";
}
