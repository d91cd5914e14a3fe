using System.Net.Http.Headers;
using System.Text;
using Preau.Billing.Ledger;

namespace Preau.Billing.OnlinePayment;

/// <summary>
/// The treasury's payment service. <c>PayFip:Service</c> and <c>PayFip:Page</c> are its addresses; without them only a host in production
/// speaks to the real one, and elsewhere nothing is payable online.
/// </summary>
internal sealed partial class PayFipClient(HttpClient http, IConfiguration configuration, IHostEnvironment environment, ILogger<PayFipClient> log)
{
    private const int MaxAnswer = 256 * 1024;

    /// <summary>How long the treasury opens the page of an idOp, less a margin for the click.</summary>
    private static readonly TimeSpan Opens = TimeSpan.FromMinutes(14);

    private readonly string? _service = OnlineService.Address(configuration, environment);
    private readonly string _page = configuration["PayFip:Page"] ?? "https://www.payfip.gouv.fr/tpa/paiementws.web";

    public bool IsOpen => _service is not null;

    /// <summary>The page of a try that has no answer yet, for whoever closed it; null once it can't be opened any more.</summary>
    public string? Resume(PayAttempt attempt, DateTime now) =>
        attempt is { State: AttemptState.Waiting, IdOp: { } idOp, Said: not "A" } && now - attempt.CreatedAt < Opens ? PageOf(idOp) : null;

    /// <summary>Where the payer's browser goes.</summary>
    public string PageOf(string idOp) => $"{_page}?idop={Uri.EscapeDataString(idOp)}";

    public async Task<PayFipAnswer<string>> CreateAsync(PayFipPayment payment, CancellationToken ct) =>
        PayFipEnvelope.ReadIdOp(await AskAsync(PayFipEnvelope.Create(payment), ct) ?? "");

    public async Task<PayFipAnswer<PayFipResult>> ResultAsync(string idOp, CancellationToken ct) =>
        PayFipEnvelope.ReadResult(await AskAsync(PayFipEnvelope.Result(idOp), ct) ?? "");

    public async Task<PayFipAnswer<PayFipClientDetail>> ClientAsync(string numCli, CancellationToken ct) =>
        PayFipEnvelope.ReadClient(await AskAsync(PayFipEnvelope.Client(numCli), ct) ?? "");

    // Null when no answer came. Faults come with status 500, as SOAP 1.1 has it: the body is read before the status is judged.
    private async Task<string?> AskAsync(string envelope, CancellationToken ct)
    {
        if (_service is null)
        {
            return null;
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _service) { Content = new StringContent(envelope, Encoding.UTF8) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "utf-8" };
            request.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            return response.Content.Headers.ContentLength <= MaxAnswer ? await response.Content.ReadAsStringAsync(ct) : null;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The kind alone: addresses and bodies name payers.
            NoAnswer(log, e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The payment service of the treasury did not answer: {Error}")]
    private static partial void NoAnswer(ILogger logger, string error);
}
