using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Identity.Agents;

/// <summary>Rights as agents give them to each other: known ones, and never more than one has.</summary>
internal static class Rights
{
    /// <summary>Null when they may be given.</summary>
    public static ProblemHttpResult? Refuse(Membership mine, string[] permissions, string? scopeText)
    {
        if (permissions.Length == 0 || permissions.Any(p => !Permissions.All.Contains(p)))
        {
            return Problems.Invalid("agent.permissions", "Choisissez un droit au moins, parmi ceux de la liste.");
        }

        var scope = Scope.Parse(scopeText);
        if (scope.Parts.Any(p =>
            p.Key.Length is 0 or > 100 || p.Value.Length == 0 || p.Value.Any(c => !Enum.IsDefined((ScopeRight)c)) || p.Key.AsSpan().ContainsAny("|,")))
        {
            return Problems.Invalid("agent.scope", "Les services choisis n’ont pas pu être lus.");
        }

        var beyond = permissions.Except(mine.Permissions).Any()
            || (!mine.Scope.IsAll && (scope.IsAll || scope.Parts.Any(p => !mine.Scope.Parts.TryGetValue(p.Key, out var own) || p.Value.Except(own).Any())));
        return beyond ? Problems.Forbidden("agent.more-than-mine", "On ne peut pas donner un droit qu’on n’a pas soi-même.") : null;
    }

    /// <summary>« requests, attendance → requests », for the history.</summary>
    public static string Difference(string before, string after)
    {
        var (old, next) = (before.Split(',', StringSplitOptions.RemoveEmptyEntries), after.Split(',', StringSplitOptions.RemoveEmptyEntries));
        var added = next.Except(old).Select(Word);
        var removed = old.Except(next).Select(Word);
        return string.Join(
            " ; ", new[] { added.Any() ? "ajouté : " + string.Join(", ", added) : null,
                removed.Any() ? "retiré : " + string.Join(", ", removed) : null }.OfType<string>());
    }

    public static string Word(string permission) => permission switch
    {
        Permissions.Requests => "demandes",
        Permissions.Attendance => "pointage",
        Permissions.Families => "dossiers des familles",
        Permissions.Billing => "facturation",
        Permissions.Cash => "encaissements",
        Permissions.MoneyView => "montants",
        Permissions.Messages => "messages",
        Permissions.Health => "santé",
        Permissions.Settings => "réglages",
        Permissions.Accounts => "agents et droits",
        _ => permission,
    };
}
