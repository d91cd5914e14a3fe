using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Account;

/// <summary>A form of the account as it was sent: what changes, and what the service says of it beside each field.</summary>
public static class AccountEdit
{
    private const int MostWords = 500;

    /// <summary>Only what differs from the file; what already waits is not sent again.</summary>
    public static FieldValue[] Changes(AccountForm form, IFormCollection typed) =>
    [
        .. form.Fields.Where(f => f.Mode is FieldMode.Editable or FieldMode.Obligatory && f.Waiting is null && typed.ContainsKey(f.Key))
            .Select(f => (Field: f, Value: typed[f.Key].ToString().Trim()))
            .Where(f => f.Value != (f.Field.Value ?? ""))
            .Select(f => new FieldValue(f.Field.Key, f.Field.Key.StartsWith("household.", StringComparison.Ordinal) ? null : form.Of, f.Value)),
    ];

    /// <summary>What the commune says of a field; of an address for mails, what changing it means.</summary>
    public static string? Help(AccountField field) =>
        field.Help ?? (field.Kind == FileFieldKind.Email ? "Une nouvelle adresse sert à se connecter une fois ouvert le lien que nous y envoyons." : null);

    /// <summary>Most signs of a field, as its attribute; none of a date.</summary>
    public static string? Most(AccountField field) => field.Kind switch { FileFieldKind.Date => null, FileFieldKind.PostCode => "12", _ => $"{field.Max}" };

    public static string InputType(FileFieldKind kind) => kind switch
    {
        FileFieldKind.Date => "date",
        FileFieldKind.Phone => "tel",
        FileFieldKind.Email => "email",
        _ => "text",
    };

    /// <summary>Asks; null when it is refused, with the reasons in the model state.</summary>
    public static async Task<FamilyRequestView?> TryAskAsync(FamilyRequestsClient client, AskChange change, ModelStateDictionary state, CancellationToken ct)
    {
        // Said, not cut or dropped: the form comes back with all that was typed.
        if (change.Comment?.Length > MostWords)
        {
            state.AddModelError("comment", $"Votre mot compte {change.Comment.Length} signes. Gardez-en {MostWords} au plus.");
            return null;
        }

        try
        {
            return await client.AskAsync(change, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            foreach (var (place, texts) in problem.Errors)
            {
                state.AddModelError(place.Split('|')[0], texts[0]);
            }

            if (problem.Errors.Count == 0)
            {
                state.AddModelError("", problem.Detail);
            }

            return null;
        }
    }

    /// <summary>What the toast says.</summary>
    public static string Done(FamilyRequestView request)
    {
        var now = request.Lines.Count(l => l.Automatic);
        return request.Automatic ? "C’est enregistré et pris en compte."
            : now == 0 ? $"Demande n° {request.Number} envoyée : la mairie répond avant le {Day(request)}."
            : $"Une partie est prise en compte. Pour le reste, demande n° {request.Number} : réponse avant le {Day(request)}.";
    }

    /// <summary>« Oui », a day in words, or the value itself.</summary>
    public static string Words(AccountField field, string? value) => field.Kind switch
    {
        _ when string.IsNullOrEmpty(value) => "non renseigné",
        FileFieldKind.YesNo => value == "oui" ? "Oui" : "Non",
        FileFieldKind.Date when DateOnly.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var day) =>
            French.Date(day),
        _ => value,
    };

    private static string Day(FamilyRequestView request) => request.AnswerBy is { } day ? French.Day(day) : "";
}
