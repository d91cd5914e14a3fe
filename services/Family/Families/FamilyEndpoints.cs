using Preau.Contracts;
using Preau.Family.Care;
using Preau.Family.Documents;
using Preau.Family.Quotients;
using Preau.Family.Requests;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Families;

internal static class FamilyEndpoints
{
    public static void MapFamilies(this WebApplication app)
    {
        var api = app.MapTenantApi("family");
        api.MapSettings<FamilyDb>(FamilyRules.Section, Permissions.Settings, document => FamilyRules.Parse(document.GetRawText()),
            (db, document, clock, ct) => MissingSections.RefreshAllAsync(db, FamilyRules.Parse(document.GetRawText()), clock, ct));
        api.MapGet("/me", GetMe.Handle).RequireOwner();
        api.MapPut("/me/consents", ChangeConsents.Handle).RequireOwner();
        api.MapGet("/me/sections", FillSections.ReadMine).RequireOwner();
        api.MapGet("/families/{id:guid}/sections", FillSections.ReadOne).RequireStaff(Permissions.Families);
        api.MapPut("/families/{id:guid}/sections/{section}", FillSections.FillOne).RequireStaff(Permissions.Families);
        api.MapGet("/families", ListFamilies.Handle).RequireStaff($"{Permissions.Families},{Permissions.Requests}");
        api.MapGet("/families/{id:guid}", GetFamily.Handle).RequireStaff($"{Permissions.Families},{Permissions.Requests}");
        api.MapPut("/families/{id:guid}/categories", ChangeCategories.Handle).RequireStaff(Permissions.Families);
        api.MapQuotients();
        api.MapGet("/families/{id:guid}/children/{child:guid}/care", ChangeCare.Read).RequireStaff(Permissions.Families);
        api.MapPut("/families/{id:guid}/children/{child:guid}/care", ChangeCare.Handle).RequireStaff(Permissions.Families);
        api.MapDocuments();
        api.MapRequests();
        api.MapPost("/day-notes", ReadDayNotes.Handle).RequireStaff(Permissions.Attendance);
    }
}
