using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Preau.Contracts;
using Preau.Planning;
using Preau.Platform;

namespace Preau.EndToEnd;

/// <summary>The operator's page of health over real services: in order, something failed and tried again, one that is down.</summary>
public sealed class HealthPageTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task The_operator_sees_what_failed_tries_it_again_and_sees_who_is_silent()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/identity/admin", "admin");
        await page.Link("Santé").ClickAsync();
        await SeesAsync(page, "Tous les services répondent et rien n’est en échec.");
        await Assertions.Expect(page.GetByText("En ordre", new PageGetByTextOptions { Exact = true })).ToHaveCountAsync(5);
        await page.PictureAsync("sante");

        await FailAsync();
        await SeesAsync(page, "À regarder : Réservations.");
        await Assertions.Expect(page.GetByText("1 (TimeoutException : 1)")).ToBeVisibleAsync();
        await page.PictureAsync("sante-echec");
        await page.Button("Relancer maintenant").ClickAsync();
        await Assertions.Expect(page.GetByText("Relancé : 1 événement.")).ToBeVisibleAsync();
        await SeesAsync(page, "Tous les services répondent et rien n’est en échec.");

        await product.Host.Hosts[3].StopAsync();
        await SeesAsync(page, "À regarder : Factures et paiements.");
        await Assertions.Expect(page.GetByText("Ne répond pas", new PageGetByTextOptions { Exact = true })).ToHaveCountAsync(1);
        await page.IsAccessibleAsync();
    }

    // A reading is kept for five seconds; on a busy machine an event may just be at its second try.
    private static async Task SeesAsync(IPage page, string sentence)
    {
        for (var reading = 0; reading < 10 && !await page.GetByText(sentence).IsVisibleAsync(); reading++)
        {
            await page.WaitForTimeoutAsync(5_500);
            await page.ReloadAsync();
        }

        await Assertions.Expect(page.GetByText(sentence)).ToBeVisibleAsync();
    }

    /// <summary>An event of Planning that nobody took, whose next try is far away.</summary>
    private async Task FailAsync()
    {
        var body = new DaysSettled("biviers", new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc), Guid.NewGuid(), []);
        var planning = product.Host.Hosts[2].Services;
        // So far that it stays where it is, and not so far that only a wrong clock could have put it there.
        planning.GetRequiredService<IOptions<OutboxOptions>>().Value.MaxBackoff = TimeSpan.FromDays(1);
        await using var scope = planning.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PlanningDb>();
        db.Outbox.Add(new OutboxMessage
        {
            MessageId = Guid.NewGuid(),
            Type = EventCatalog.NameOf(typeof(DaysSettled)),
            Body = JsonSerializer.Serialize(body, EventCatalog.Json),
            CreatedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            NextAttemptAt = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
            Attempts = 3,
            LastError = "TimeoutException",
        });
        await db.SaveChangesAsync();
    }
}
