using Preau.Contracts.Api;

namespace Preau.Families.Tests;

public sealed class EnrolmentPageTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly string New = $"/inscriptions/nouvelle?enfant={Given.Louise}&service=alsh-mercredi";

    [Fact]
    public async Task A_parent_chooses_child_and_service_and_reads_why_another_one_is_not_open()
    {
        await using var front = await StartAsync();
        var child = await front.OpenAsync("/inscriptions/nouvelle");
        Assert.Contains("Choisir Louise", child.Text, StringComparison.Ordinal);
        var service = await front.OpenAsync($"/inscriptions/nouvelle?enfant={Given.Louise}");
        Assert.Contains("réservé aux familles qui habitent la commune", service.Text, StringComparison.Ordinal);
        Assert.Equal(1, service.Document.QuerySelectorAll("a[href*=service]").Length);
    }

    [Fact]
    public async Task A_missing_piece_is_said_beside_its_field_and_the_counter_will_do()
    {
        await using var front = await StartAsync();
        var form = await front.OpenAsync(New);
        var wrong = await front.SubmitAsync(form, "form[enctype]", ("Weekdays", "3"));
        Assert.Contains("Joignez cette pièce, ou cochez la remise au guichet.", wrong.Document.QuerySelector("#piece-assurance-erreur")?.TextContent,
            StringComparison.Ordinal);

        var receipt = await front.SubmitAsync(wrong, "form[enctype]", ("Weekdays", "3"), ("guichet", "assurance"));

        Assert.EndsWith($"/inscriptions/{Id}", receipt.Address, StringComparison.Ordinal);
        var sent = front.Upstream.Calls.Single(c => c.Method == "POST" && c.Path.EndsWith("/enrolments/requests/upload", StringComparison.Ordinal)).Body;
        Assert.Contains("\"piece\":\"assurance\",\"atCounter\":true", sent, StringComparison.Ordinal);
        Assert.Contains("\"weekdays\":[3]", sent, StringComparison.Ordinal);
        Assert.Contains("\"from\":\"2026-12-08\",\"until\":\"2027-08-31\"", sent, StringComparison.Ordinal);
        Assert.Contains("À remettre au guichet", receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Current_enrolments_say_how_their_days_are_booked()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/inscriptions");
        Assert.Contains("Les jours ne se réservent pas en ligne : écrivez au service.", page.Text, StringComparison.Ordinal);
        Assert.Contains("lundi et jeudi", page.Text, StringComparison.Ordinal);
        Assert.Contains("n° 2026-00043", page.Text, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync();
        var asked = new EnrolmentRequestView(
            Id, "2026-00043", new DateTime(2026, 12, 8, 9, 10, 0), "Jean Dupont", Given.Family, "DUPONT Jean", "1001001818331", Given.Louise, "Louise", 8,
            "alsh-mercredi", "ALSH Mercredi", "Accueil de Loisirs",
            new DateOnly(2026, 12, 8), new DateOnly(2027, 8, 31), [3], null, null, RequestStatus.Pending, null, null, null, 0,
            [new PieceState("assurance", "Attestation d’assurance", true, null, true, null)], [], null);
        front.Upstream.Answers[$"GET {Given.Api}/planning/enrolments/choices"] = new EnrolmentChoices(
            [new EnrolmentYear("2026-2027", new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31))],
            [new EnrolmentChild(Given.Louise, "Louise", "f",
                [new EnrolmentOffer("alsh-mercredi", null, null),
                    new EnrolmentOffer("piscine", "resident-only", "« Piscine » est réservé aux familles qui habitent la commune.")])],
            [new EnrolmentService("alsh-mercredi", "ALSH Mercredi", "Accueil de Loisirs", null, "de 3 à 11 ans", false, false, null, [3], false, [],
                [new PieceView("assurance", "Attestation d’assurance", true, true, null)]),
             new EnrolmentService("piscine", "Piscine", "Sports", null, null, true, false, null, [], false, [], [])]);
        front.Upstream.Answers[$"POST {Given.Api}/planning/enrolments/requests/upload"] = asked;
        front.Upstream.Answers[$"GET {Given.Api}/planning/enrolments/requests/{Id}"] = asked;
        front.Upstream.Answers[$"GET {Given.Api}/planning/enrolments/requests"] = new[] { asked };
        front.Upstream.Answers[$"GET {Given.Api}/planning/enrolments"] = new[] {
            new EnrolmentView(Guid.NewGuid(), Given.Louise, "Louise", "cantine", "Cantine", "École", new DateOnly(2026, 9, 1), null, "DUPONT Jean", [1, 4],
                Online: false) };
        return front;
    }
}
