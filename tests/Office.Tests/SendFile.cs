using System.Text;

namespace Preau.Office.Tests;

internal static class SendFile
{
    /// <summary>Sends the page's form with a file, as a browser does.</summary>
    public static async Task<Front.Shown> SendFileAsync(
        this Front front, Front.Shown page, string form, string name, string fileName, string text, params (string Name, string Value)[] values)
    {
        var element = page.Document.QuerySelector(form)!;
        using var content = new MultipartFormDataContent();
        foreach (var field in element.QuerySelectorAll("input[type=hidden][name]"))
        {
            content.Add(new StringContent(field.GetAttribute("value") ?? ""), field.GetAttribute("name")!);
        }

        foreach (var (key, value) in values)
        {
            content.Add(new StringContent(value), key);
        }

        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), name, fileName);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(page.Address), element.GetAttribute("action"))) { Content = content };
        return await front.ShowAsync(request);
    }
}
