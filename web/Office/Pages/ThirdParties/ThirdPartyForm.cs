using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;

namespace Preau.Office.Pages.ThirdParties;

/// <summary>What an agent types of a third party; texts, so that nothing typed is lost.</summary>
public sealed class ThirdPartyForm
{
    public static readonly SelectListItem[] Kinds =
        [new("Choisissez", ""), new("Département (aide sociale à l’enfance)", ThirdPartyKinds.Department), new("CCAS", ThirdPartyKinds.Ccas),
            new("Employeur", ThirdPartyKinds.Employer), new("Autre organisme", ThirdPartyKinds.Other)];

    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? Street { get; set; }

    public string? PostCode { get; set; }

    public string? City { get; set; }

    public string? Siret { get; set; }

    public string? Email { get; set; }

    public string? Reference { get; set; }

    public static string Word(string kind) => Array.Find(Kinds, k => k.Value == kind)?.Text ?? kind;

    public static ThirdPartyForm Of(SaveThirdParty party) => new()
    {
        Name = party.Name,
        Kind = party.Kind,
        Street = party.Street,
        PostCode = party.PostCode,
        City = party.City,
        Siret = party.Siret,
        Email = party.Email,
        Reference = party.Reference,
    };

    /// <summary>Null when something is missing: then the model state says it beside its field.</summary>
    public SaveThirdParty? Read(ModelStateDictionary state)
    {
        var siret = string.Concat((Siret ?? "").Where(c => !char.IsWhiteSpace(c)));
        Check(nameof(Name), Name?.Trim() is { Length: >= 2 and <= 100 }, "Écrivez le nom de l’organisme, en 100 signes au plus.");
        Check(nameof(Kind), Kind is { Length: > 0 } && Array.Exists(Kinds, k => k.Value == Kind), "Choisissez de quel organisme il s’agit.");
        Check(nameof(Street), Street?.Trim() is { Length: >= 2 and <= 100 }, "Écrivez la rue : la facture lui est adressée.");
        Check(nameof(PostCode), PostCode?.Trim() is { Length: >= 2 and <= 10 }, "Écrivez le code postal.");
        Check(nameof(City), City?.Trim() is { Length: >= 1 and <= 80 }, "Écrivez la ville.");
        Check(nameof(Siret), siret.Length == 0 || (siret.Length == 14 && siret.All(char.IsAsciiDigit)),
            "Un SIRET a quatorze chiffres ; laissez vide si vous ne l’avez pas.");
        Check(nameof(Email), (Email ?? "").Length <= 200 && (string.IsNullOrWhiteSpace(Email) || Email.Contains('@', StringComparison.Ordinal)),
            "Indiquez une adresse de la forme nom@exemple.fr.");
        Check(nameof(Reference), (Reference ?? "").Length <= 100, "100 signes au plus.");
        return state.IsValid
            ? new SaveThirdParty(Name!.Trim(), Kind!, Street!.Trim(), PostCode!.Trim(), City!.Trim(), siret.Length == 0 ? null : siret, Email.OrNull(),
                Reference.OrNull())
            : null;

        void Check(string field, bool good, string message)
        {
            if (!good)
            {
                state.AddModelError($"Party.{field}", message);
            }
        }
    }
}
