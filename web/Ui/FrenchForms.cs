using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Preau.Ui;

/// <summary>What a form says when a page gave no words of its own. A page's own message is better: it says what was received and how to go on.</summary>
internal sealed class FrenchForms : IValidationMetadataProvider, IDisplayMetadataProvider
{
    private const string Missing = "À remplir : cette réponse est nécessaire pour continuer.";

    public static void Use(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new FrenchForms());
        options.ModelBinderProviders.Insert(0, new FrenchNumber());
        var texts = options.ModelBindingMessageProvider;
        texts.SetAttemptedValueIsInvalidAccessor((value, _) => $"« {value} » n’a pas la forme attendue.");
        texts.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"« {value} » n’a pas la forme attendue.");
        texts.SetMissingBindRequiredValueAccessor(_ => Missing);
        texts.SetMissingKeyOrValueAccessor(() => Missing);
        texts.SetMissingRequestBodyRequiredValueAccessor(() => Missing);
        texts.SetValueMustNotBeNullAccessor(_ => Missing);
        texts.SetValueIsInvalidAccessor(value => $"« {value} » n’a pas la forme attendue.");
        texts.SetUnknownValueIsInvalidAccessor(_ => "Cette réponse n’a pas la forme attendue.");
        texts.SetNonPropertyUnknownValueIsInvalidAccessor(() => "Cette réponse n’a pas la forme attendue.");
        texts.SetValueMustBeANumberAccessor(_ => "Indiquez un nombre, par exemple 12 ou 12,50.");
        texts.SetNonPropertyValueMustBeANumberAccessor(() => "Indiquez un nombre, par exemple 12 ou 12,50.");
    }

    /// <summary>One of several texts (ticked boxes, lines) that is empty is an empty text: pages read lists without a null in them.</summary>
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key.MetadataKind == ModelMetadataKind.Type && context.Key.ModelType == typeof(string))
        {
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            // Rules on a data type come with an English text of their own.
            if (rule.ErrorMessageResourceName is null
                && (rule.ErrorMessage is null || (rule is DataTypeAttribute && rule.ErrorMessage.StartsWith("The {0}", StringComparison.Ordinal))))
            {
                rule.ErrorMessage = Text(rule);
            }
        }
    }

    private static string? Text(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => Missing,
        EmailAddressAttribute => "Indiquez une adresse de la forme nom@exemple.fr.",
        PhoneAttribute => "Indiquez un numéro de téléphone, par exemple 06 12 34 56 78.",
        StringLengthAttribute { MinimumLength: > 0 } => "Entre {2} et {1} signes.",
        StringLengthAttribute or MaxLengthAttribute => "{1} signes au plus.",
        MinLengthAttribute => "{1} signes au moins.",
        RangeAttribute => "Indiquez une valeur entre {1} et {2}.",
        CompareAttribute => "Les deux réponses sont différentes : écrivez la même deux fois.",
        RegularExpressionAttribute => "Vérifiez la forme de cette réponse.",
        UrlAttribute => "Indiquez une adresse qui commence par https://.",
        _ => null,
    };
}
