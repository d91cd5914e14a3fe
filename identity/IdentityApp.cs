using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Preau.Identity.Accounts;
using Preau.Identity.Agents;
using Preau.Identity.Communes;
using Preau.Identity.Federation;
using Preau.Identity.Guardians;
using Preau.Identity.OpenId;
using Preau.Identity.Operating;
using Preau.Identity.Proof;
using Preau.Identity.SignIn;
using Preau.Platform;
using Preau.Platform.Watching;
using Preau.Ui;

namespace Preau.Identity;

/// <summary>The Identity service: communes, accounts, sign-in pages and the OpenID server, all under <c>/identity</c>.</summary>
public static class IdentityApp
{
    /// <summary>Carries one sentence, or a user name, to the next page.</summary>
    internal const string NoteCookie = "preau.id.tmp";

    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "identity", typeof(IdentityApp), with);
        UseRealClock(builder.Services);
        // It says that it sets no-store on pages that have it already.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.AddDatabase<IdentityDb, SqliteIdentityDb, SqlServerIdentityDb>("identity");
        // People sign in while the broker is away.
        builder.AddBus("identity", isNeeded: false);
        builder.AddMail();
        builder.AddKeyRing("preau-identity").PersistKeysToDbContext<IdentityDb>();
        builder.AddAccounts();
        builder.AddOpenIdServer();
        builder.AddGuardians();
        builder.AddAgents();
        builder.AddFederation();
        builder.AddCommunes();
        builder.Services.AddFigures();
        builder.AddWatching<IdentityDb>("identity");
        builder.AddPages();
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UsePathBase("/identity");
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/erreur/500",
            // Wherever a password is checked or set: the line may be full.
            StatusCodeSelector = e => e is TooBusyException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
        app.UseCommunesOwnHosts();
        app.UseCommuneOfRequest();
        app.UseUiSecurity(http => http.RequestServices.GetRequiredService<CommuneOfRequest>().Origins.Concat(Federation.Routes.Origins(http.RequestServices)));
        app.UseUiCulture();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapTenants();
        app.MapGuardians();
        app.MapAgents();
        app.MapFederation();
        app.MapSessions();
        app.MapConnect();
        app.MapRazorPages();
        await app.PrepareAsync<IdentityDb>(args);
        await using var scope = app.Services.CreateAsyncScope();
        await app.Services.GetRequiredService<TokenKeys>().LoadAsync(scope.ServiceProvider.GetRequiredService<IdentityDb>(), CancellationToken.None);
        var communes = await app.Services.GetRequiredService<CommuneCatalog>().AllAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<Clients>().SynchroniseAsync(communes.Values, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<FirstOperator>().CreateAsync(CancellationToken.None);
        return app;
    }

    // Browsers, tokens and lock-outs live by the real clock, even in a demo with a shifted one.
    private static void UseRealClock(IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(TimeProvider) && s.ImplementationInstance is ShiftedClock))
        {
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
        }
    }

    private static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "preau.id";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.LoginPath = "/connexion";
            o.ReturnUrlParameter = "returnUrl";
            o.ExpireTimeSpan = TimeSpan.FromHours(8);
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.Events.OnValidatePrincipal = Sessions.ValidateAsync;
            // A stranger on an operator's page reads a page of ours, not a redirect.
            o.Events.OnRedirectToAccessDenied = c =>
            {
                c.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, o =>
        {
            o.Cookie.Name = "preau.id.way";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            o.SlidingExpiration = false;
        });
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, SessionClaims>();
        services.TryAddScoped<IPasswordHasher<Account>, ComposedPasswords>();
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<IdentityDb>().AddSignInManager();
        services.AddSingleton<HashingLine>();
        services.AddHttpContextAccessor();
        services.AddScoped<Guards>();
        services.AddScoped<Door>();
        services.AddScoped<SecondFactors>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = builder.Configuration.GetValue("Passwords:Iterations", 210_000));
        services.AddAuthorizationBuilder().AddPolicy(OpenIdServer.OperatorRole, p => p.RequireRole(OpenIdServer.OperatorRole));
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<SignOut>();
        services.AddScoped<Sessions>();
        services.AddScoped<Passwords>();
        services.AddScoped<FirstOperator>();
        services.AddSingleton<PasswordMailer>();
        services.AddHostedService(sp => sp.GetRequiredService<PasswordMailer>());
        services.AddScoped<ISectionImporter, DemoAccountsImporter>();
    }

    private static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddUi();
        builder.Services.AddScoped<CommuneOfRequest>();
        builder.Services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "preau.id.af";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.Configure<CookieTempDataProviderOptions>(o => o.Cookie.Name = NoteCookie);
        builder.Services.AddRazorPages(o =>
        {
            o.Conventions.AuthorizeFolder("/Admin", OpenIdServer.OperatorRole);
            o.Conventions.AuthorizePage("/ChangePassword");
            o.Conventions.AuthorizePage("/Security");
        });
    }
}
