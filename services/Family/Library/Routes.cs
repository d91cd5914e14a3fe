using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Library;

/// <summary>The commune's own documents, forms, menus, tariffs and links (F-36, F-37).</summary>
internal static class Routes
{
    public static void AddLibrary(this WebApplicationBuilder builder) => builder.Services.AddScoped<ISectionImporter, ImportDemoLibrary>();

    public static void MapLibrary(this WebApplication app)
    {
        var open = app.MapGroup("/api/{slug}/family/open/library").AllowAnonymous().WithTags("family");
        open.MapGet("", ReadLibrary.ListOpen);
        open.MapGet("/{id:guid}/file", ReadLibrary.FileOpen);
        var api = app.MapTenantApi("family").MapGroup("/library");
        api.MapGet("", ReadLibrary.List).RequireOwnerOrStaff(Permissions.Messages);
        api.MapGet("/{id:guid}/file", ReadLibrary.File).RequireOwnerOrStaff(Permissions.Messages);
        var agents = api.MapGroup("").RequireStaff(Permissions.Messages).ForWholeTenant();
        agents.MapPost("/upload", ChangeLibrary.Upload);
        agents.MapPost("", ChangeLibrary.AddLink);
        agents.MapPut("/{id:guid}", ChangeLibrary.Change);
        agents.MapDelete("/{id:guid}", ChangeLibrary.Remove);
    }
}
