using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;

namespace Preau.EndToEnd;

/// <summary>What stands in a form, and what a person without scripts puts where nothing does.</summary>
internal static class FilledForm
{
    public static Dictionary<string, (int Signs, bool Lines)> MostOf(IHtmlFormElement form) =>
        form.QuerySelectorAll("input[name][maxlength], textarea[name][maxlength]")
        .Where(f => f is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" })
        .DistinctBy(f => f.GetAttribute("name"))
        .ToDictionary(f => f.GetAttribute("name")!, f => (int.Parse(f.GetAttribute("maxlength")!, CultureInfo.InvariantCulture), f is IHtmlTextAreaElement));

    public static Uri TargetOf(IHtmlFormElement form, Uri at) => form.GetAttribute("action") is { Length: > 0 } action ? new Uri(at, action) : at;

    // What is empty gets something of its kind; of radio buttons the chosen or the first.
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        HashSet<string> picked = [];
        foreach (var field in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            var name = field.GetAttribute("name")!;
            switch (field)
            {
                case IHtmlInputElement { Type: "radio" } radio:
                    if (!picked.Contains(name)
                        && (radio.IsChecked || !form.QuerySelectorAll($"input[type=radio][name='{name}']").OfType<IHtmlInputElement>().Any(r => r.IsChecked)))
                    {
                        picked.Add(name);
                        yield return new(name, radio.Value);
                    }

                    break;
                case IHtmlInputElement { Type: "checkbox" } box:
                    if (box.IsChecked || picked.Add(name))
                    {
                        yield return new(name, box.Value);
                    }

                    break;
                case IHtmlInputElement { Type: "file" or "submit" or "button" }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, input.Value.Length > 0 || input.Type == "hidden" ? input.Value : Something(input.Type));
                    break;
                case IHtmlSelectElement select:
                    yield return new(name, select.Value is { Length: > 0 } v ? v : select.Options.FirstOrDefault(o => o.Value.Length > 0)?.Value ?? "");
                    break;
                case IHtmlTextAreaElement text:
                    yield return new(name, text.Value.Length > 0 ? text.Value : "Essai");
                    break;
            }
        }
    }

    private static string Something(string type) => type switch
    {
        "date" => "2026-12-15",
        "month" => "2026-12",
        "time" => "12:00",
        "email" => "essai@parent.example",
        "number" => "1",
        "tel" => "0612345678",
        "url" => "https://www.commune.example/",
        _ => "Essai",
    };

    public static MultipartFormDataContent Multipart(FormOnPage form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var name in form.Files)
        {
            var file = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"));
            file.Headers.ContentType = new("application/pdf");
            content.Add(file, name, "essai.pdf");
        }

        return content;
    }
}
