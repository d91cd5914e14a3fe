using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>A group of a file's fields as a form: what was typed stands again after a refusal, each sentence beside its field.</summary>
/// <param name="Name">Of the property that binds the values: "Values", "Children[0]".</param>
/// <param name="Only">Keys to show, in this order; null for all.</param>
internal sealed record FieldsForm(FileGroup Group, string Name, Dictionary<string, string?> Typed, string[]? Only = null)
{
    public IEnumerable<FileFieldView> Fields => Only is null ? Group.Fields : Only.Select(k => Group.Fields.First(f => f.Key == $"{Group.Subject}.{k}"));

    public string NameOf(FileFieldView field) => $"{Name}[{Short(field.Key)}]";

    public string? ValueOf(FileFieldView field) => Typed.TryGetValue(Short(field.Key), out var typed) ? typed : field.Value;

    /// <summary>Lists that can't be left: choices, and the commune's own schools, classes and groups with what stands there already.</summary>
    public IEnumerable<SelectListItem> OptionsOf(FileFieldView field)
    {
        var value = ValueOf(field);
        if (field.Kind == FileFieldKind.YesNo)
        {
            // Nobody said it yet: a right taken away, a consent or a price is never where a list happens to open.
            SelectListItem[] answers = [new("Oui", "oui"), new("Non", "non")];
            return value is { Length: > 0 } ? answers : [new("Non renseigné", ""), .. answers];
        }

        return [.. field.Required && value is not null ? [] : new SelectListItem[] { new(field.Required ? "Choisissez" : "Non renseigné", "") },
                .. field.Choices.Concat(value is { Length: > 0 } && !field.Choices.Contains(value) ? [value] : []).Select(c => new SelectListItem(c, c))];
    }

    public static bool IsList(FileFieldView field) =>
        field.Kind is FileFieldKind.Choice or FileFieldKind.YesNo
            || (field.Choices.Length > 0 && field.Key is "child.school" or "child.class" or "child.group" && field.Choices.Length > 0);

    public static string TypeOf(FileFieldView field) => field.Kind switch
    {
        FileFieldKind.Date => "date",
        FileFieldKind.Phone => "tel",
        FileFieldKind.Email => "email",
        _ => "text",
    };

    public static string Short(string key) => key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Refusals of the service by "guardian.mobile|id", "child.birthDate|0" or "household.city" to the fields of the page.</summary>
    /// <param name="nameOf">Property that holds the subject's values, given what stands after the bar.</param>
    /// <param name="whose">« responsable », where a page has fields of several subjects.</param>
    public static void AddErrors(
        ModelStateDictionary state, ApiProblem problem, Func<string, string?, string> nameOf, Func<string, string?, string>? whose = null)
    {
        if (problem.Errors.Count == 0)
        {
            state.AddModelError("", problem.Detail);
        }

        foreach (var (place, texts) in problem.Errors)
        {
            var parts = place.Split('|');
            var subject = parts[0].Split('.')[0];
            var at = parts.Length > 1 ? parts[1] : null;
            state.AddModelError($"{nameOf(subject, at)}[{Short(parts[0])}]", whose is null ? texts[0] : $"{texts[0].TrimEnd('.')} ({whose(subject, at)}).");
        }
    }
}
