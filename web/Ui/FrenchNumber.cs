using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Preau.Ui;

/// <summary>Sums as agents and parents type them: « 4,80 », « 4.80 » from a keypad, « 1 234,50 € » from a
/// paper. Never an exponent: « 1e3 » is a slip of the finger, not a thousand.</summary>
public sealed class FrenchNumber : IModelBinderProvider, IModelBinder
{
    /// <summary>False for what is not a plain number; an empty text is none either.</summary>
    public static bool TryRead(string? text, out decimal value)
    {
        var plain = new StringBuilder();
        foreach (var c in (text ?? "").Trim().TrimEnd('€').Trim())
        {
            if (!char.IsWhiteSpace(c))
            {
                plain.Append(c == ',' ? '.' : c == '−' ? '-' : c);
            }
        }

        return decimal.TryParse(plain.ToString(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.UnderlyingOrModelType == typeof(decimal) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var written = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (written == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, written);
        var text = written.FirstValue;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType)
            {
                bindingContext.Result = ModelBindingResult.Success(null);
            }
            else
            {
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName,
                    bindingContext.ModelMetadata.ModelBindingMessageProvider.ValueMustNotBeNullAccessor(text ?? ""));
            }
        }
        else if (TryRead(text, out var value))
        {
            bindingContext.Result = ModelBindingResult.Success(value);
        }
        else
        {
            var shown = text.Length > 40 ? text[..40] + "…" : text;
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, $"« {shown.Trim()} » n’est pas un nombre : écrivez par exemple 28,20.");
        }

        return Task.CompletedTask;
    }
}
