using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace Preau.Ui;

/// <summary>
/// Browsers count the end of a line as one sign towards a field's maximum and send it as two: pages read it as one, so that what could be typed can be sent.
/// </summary>
public sealed class OneLineEnd : IValueProviderFactory
{
    public async Task CreateValueProviderAsync(ValueProviderFactoryContext context)
    {
        var request = context.ActionContext.HttpContext.Request;
        if (!request.HasFormContentType)
        {
            return;
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync();
        }
        catch (InvalidDataException e)
        {
            throw new ValueProviderException("The form can't be read.", e);
        }

        var values = form.ToDictionary(f => f.Key, f => new StringValues([.. f.Value.Select(v => v?.Replace("\r\n", "\n", StringComparison.Ordinal))]));
        context.ValueProviders.Add(new FormValueProvider(BindingSource.Form, new FormCollection(values), CultureInfo.CurrentCulture));
    }
}
