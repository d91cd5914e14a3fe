using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Preau.Ui.Bff;

/// <summary>Failures become a French page with a way on, drawn by the front's page <c>/erreur/{code}</c>.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Preau.Ui.Errors");
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/erreur/500",
            AllowStatusCode404Response = true,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = c => IsNotOurs(c.Exception, log),
        });
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
    }

    internal static int StatusOf(Exception exception) => exception switch
    {
        Refusal { Status: >= 400 and < 500 } problem => problem.Status,
        Refusal { Status: 502 or 503 or 504 } => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        _ when IsUnreachable(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a service refused is its answer, not our failure; a service that is away deserves a line, not a stack trace for each request.</summary>
    private static bool IsNotOurs(Exception exception, ILogger log)
    {
        var status = StatusOf(exception);
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            log.LogWarning("A service behind the gateway did not answer: {Reason}", exception.GetBaseException().GetType().Name);
        }

        return status != StatusCodes.Status500InternalServerError;
    }

    private static bool IsUnreachable(Exception? exception) => exception is not null
        && (exception is HttpRequestException or IOException or TaskCanceledException or TimeoutException || IsUnreachable(exception.InnerException));
}
