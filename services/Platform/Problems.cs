using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Preau.Platform;

/// <summary>Errors of an API: RFC 9457 problem details with a stable <c>code</c> a program can rely on and a sentence a person can read.</summary>
public static class Problems
{
    public static ProblemHttpResult NotFound(string code = "not-found") =>
        Make(StatusCodes.Status404NotFound, code, "Introuvable ou non accessible avec ce compte.");

    public static ProblemHttpResult Invalid(string code, string detail) => Make(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>With the sentences of each place, as a form shows them beside its fields.</summary>
    public static ProblemHttpResult Invalid(string code, string detail, IEnumerable<(string Path, string Message)> errors) => TypedResults.Problem(detail,
        statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?>
        {
            ["code"] = code,
            ["errors"] = errors.GroupBy(e => e.Path).ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray()),
        });

    public static ProblemHttpResult Conflict(string code, string detail) => Make(StatusCodes.Status409Conflict, code, detail);

    public static ProblemHttpResult Forbidden(string code, string detail) => Make(StatusCodes.Status403Forbidden, code, detail);

    private static ProblemHttpResult Make(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(o => o.CustomizeProblemDetails = c =>
        {
            c.ProblemDetails.Extensions.TryAdd("code", c.ProblemDetails switch
            {
                HttpValidationProblemDetails or ValidationProblemDetails => "request.invalid",
                { Status: 400 } => "request.malformed",
                { Status: 401 } => "token.missing",
                { Status: 403 } => "forbidden",
                { Status: 404 } => "not-found",
                { Status: 405 } => "method.not-allowed",
                { Status: 413 } => "request.too-large",
                { Status: 415 } => "content-type.unsupported",
                { Status: 429 } => "rate.limited",
                { Status: >= 500 } => "server.error",
                _ => "request.refused",
            });
            // Neither exception texts nor stack traces leave the host, in any environment.
            c.ProblemDetails.Extensions.Remove("exception");
        });
        services.AddExceptionHandler<BadInput>();
    }

    /// <summary>SQLite: read-only (8), disk I/O (10), full (13), can't open (14).</summary>
    internal static bool NotWritable(Exception? e) => e is not null
        && (e is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 8 or 10 or 13 or 14 } || NotWritable(e.InnerException));

    /// <summary>A body that can't be read is the caller's error, whatever layer noticed it.</summary>
    private sealed class BadInput : IExceptionHandler
    {
        private const string NothingKept =
            "Rien ne peut être enregistré en ce moment : le disque est plein ou protégé. L’exploitant de la plateforme doit intervenir.";

        private const string OutOfReach = "Vos droits ne vont pas jusque-là. Demandez à un collègue qui les a.";

        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            {
                httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return true;
            }

            if (NotWritable(exception))
            {
                httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                httpContext.Response.Headers.RetryAfter = "60";
                var context = new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = 503, Detail = NothingKept } };
                context.ProblemDetails.Extensions["code"] = "database.not-writable";
                return await httpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(context);
            }

            if (exception is OutOfReachException)
            {
                httpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
                var context = new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = 403, Detail = OutOfReach } };
                context.ProblemDetails.Extensions["code"] = "not-yours";
                return await httpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(context);
            }

            if (exception is BrokenSettingsException broken)
            {
                httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                var context = new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = 503, Detail = broken.Sentence } };
                context.ProblemDetails.Extensions["code"] = "settings.broken";
                return await httpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(context);
            }

            if (exception is not BadHttpRequestException bad)
            {
                return false;
            }

            httpContext.Response.StatusCode = bad.StatusCode;
            return await httpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails = { Status = bad.StatusCode, Detail = "Le corps ou un paramètre de la requête est illisible." },
            });
        }
    }
}
