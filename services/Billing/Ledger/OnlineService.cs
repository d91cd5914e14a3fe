namespace Preau.Billing.Ledger;

/// <summary>
/// Where the treasury's payment service is: <c>PayFip:Service</c>; without it only a host in production speaks to the real one, and elsewhere nothing is
/// payable online.
/// </summary>
internal static class OnlineService
{
    public static string? Address(IConfiguration configuration, IHostEnvironment environment) =>
        configuration["PayFip:Service"] ?? (environment.IsProduction() ? "https://www.payfip.gouv.fr/tpa/services/securite" : null);

    public static bool IsOpen(IConfiguration configuration, IHostEnvironment environment) => Address(configuration, environment) is not null;
}
