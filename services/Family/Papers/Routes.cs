using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Papers;

/// <summary>The child's sheet (F-56), the enrolment file (F-37, F-38) and the sheet of a new family (F-39).</summary>
internal static class Routes
{
    public static void MapPapers(this WebApplication app)
    {
        app.MapGet("/api/{slug}/family/open/papers/{paper}", ReadPapers.Blank).AllowAnonymous().WithTags("family");
        var api = app.MapTenantApi("family");
        api.MapGet("/me/children/{child:guid}/papers/{paper}", ReadPapers.Mine).RequireOwner();
        api.MapGet("/families/{id:guid}/children/{child:guid}/papers/{paper}", ReadPapers.ForFamily).RequireStaff(Permissions.Families);
        api.MapGet("/pre-enrolments/{id:guid}/paper", ReadPapers.PreEnrolment).RequireStaff(Permissions.Requests);
    }
}
