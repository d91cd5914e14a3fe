using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.PreEnrolment;

internal static class Routes
{
    public static void AddPreEnrolment(this WebApplicationBuilder builder)
    {
        builder.AddMail();
        builder.Services.AddScoped<AskToEnrol>();
    }

    public static void MapPreEnrolment(this WebApplication app)
    {
        // The slug is no member's tenant here: nobody is signed in, and the handler enters it itself.
        var open = app.MapGroup("/api/{slug}/family/open/pre-enrolments").AllowAnonymous().WithTags("family");
        open.MapGet("", (string slug, AskToEnrol ask, CancellationToken ct) => ask.TermsAsync(slug, ct));
        open.MapPost("", (string slug, AskPreEnrolment body, AskToEnrol ask, CancellationToken ct) => ask.AskAsync(slug, body, ct));
        open.MapPost("/confirm", (string slug, ConfirmPreEnrolment body, AskToEnrol ask, CancellationToken ct) => ask.ConfirmAsync(slug, body, ct));
        var agents = app.MapTenantApi("family").MapGroup("/pre-enrolments").RequireStaff(Permissions.Requests);
        agents.MapGet("", DecidePreEnrolments.List);
        // Accepting opens a file, which is an act over the whole commune.
        agents.MapPost("/{id:guid}/decision", DecidePreEnrolments.Decide).ForWholeTenant();
    }
}
