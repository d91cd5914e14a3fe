using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace Preau.Ui;

/// <summary>What each host with pages calls once.</summary>
public static class Setup
{
    /// <summary>Registers <see cref="Frame"/>, the French of forms and the no-break spaces of pages. Call it beside AddRazorPages.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddScoped<Frame>();
        // Accented letters go out as they are: smaller pages, and a source one can read.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton<IHttpResponseStreamWriterFactory, SpacedPages>();
        services.Configure<MvcOptions>(options => options.Filters.Add(new KnownHandlers()));
        // After MVC has listed its own, before which ours stands.
        services.PostConfigure<MvcOptions>(options => options.ValueProviderFactories.Insert(0, new OneLineEnd()));
        // Also after MVC has read the rules of each field: before, there is nothing yet to put into French, and a field answers in English.
        services.PostConfigure<MvcOptions>(FrenchForms.Use);
        return services;
    }

    /// <summary>French for what a form sends (« 28,20 »), whatever the server or the browser prefers.</summary>
    public static IApplicationBuilder UseUiCulture(this IApplicationBuilder app)
    {
        var french = French.Culture;
        return app.Use(async (http, next) =>
        {
            CultureInfo.CurrentCulture = french;
            CultureInfo.CurrentUICulture = french;
            await next(http);
        });
    }
}
