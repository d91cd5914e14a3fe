using System.Text;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Preau.Ui.Tests;

/// <summary>No-break spaces of French in every page, set where it is written out.</summary>
public sealed class SpacedPagesTests
{
    [Theory]
    [InlineData("<p>Prix : 3 €. Vraiment ? Oui !</p>", "<p>Prix\u00A0: 3\u00A0€. Vraiment\u00A0? Oui\u00A0!</p>")]
    [InlineData("<b>Limite</b> : jeudi ; <i>« Repas »</i>", "<b>Limite</b>\u00A0: jeudi\u00A0; <i>«\u00A0Repas\u00A0»</i>")]
    [InlineData("<a title=\"a : b > c\" data-x='d ? e'>f : g</a>", "<a title=\"a\u00A0: b > c\" data-x='d ? e'>f\u00A0: g</a>")]
    [InlineData("<i aria-label='« Repas » : 2 ' hidden></i><input placeholder=\"Nom ?\" value=\"a ; b\">",
        "<i aria-label='«\u00A0Repas\u00A0»\u00A0: 2 ' hidden></i><input placeholder=\"Nom\u00A0?\" value=\"a ; b\">")]
    [InlineData("<img alt=\"Qui ?\"/><button value=\"x : y\" data-title=\"a : b\">Oui !</button>",
        "<img alt=\"Qui\u00A0?\"/><button value=\"x : y\" data-title=\"a : b\">Oui\u00A0!</button>")]
    [InlineData("<textarea id=\"mot\">Allergie : œufs</textarea> : <input value=\"a ; b\">",
        "<textarea id=\"mot\">Allergie : œufs</textarea>\u00A0: <input value=\"a ; b\">")]
    [InlineData("<code>a : <b>b</b> ; c</code><p>d : e </p>", "<code>a : <b>b</b> ; c</code><p>d\u00A0: e </p>")]
    [InlineData("12\u00A0h 30 : rien. a&nbsp;: b", "12\u00A0h 30\u00A0: rien. a&nbsp;: b")]
    [InlineData("<b>3,80</b> € ou 10 % <a title=\"de 2 € à 4 €\">", "<b>3,80</b>\u00A0€ ou 10\u00A0% <a title=\"de 2\u00A0€ à 4\u00A0€\">")]
    [InlineData("deux  espaces, puis un ", "deux  espaces, puis un ")]
    public async Task Text_gets_them_and_what_is_typed_does_not(string written, string sent)
    {
        Assert.Equal(sent, await SendAsync(written));
        // However it comes in pieces.
        Assert.Equal(sent, await SendAsync([.. written.Select(c => c.ToString())]));
    }

    private static async Task<string> SendAsync(params string[] parts)
    {
        await using var services = new ServiceCollection().AddUi().BuildServiceProvider();
        using var stream = new MemoryStream();
        await using (var writer = services.GetRequiredService<IHttpResponseStreamWriterFactory>().CreateWriter(stream, Encoding.UTF8))
        {
            foreach (var part in parts)
            {
                await writer.WriteAsync(part);
            }

            await writer.FlushAsync();
        }

        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF');
    }
}
