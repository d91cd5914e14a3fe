using Preau.Contracts.Api;

namespace Preau.Families.Tests;

/// <summary>A file as Family answers it, and a front that shows it.</summary>
public abstract class AccountPages
{
    protected const string Api = Given.Api + "/family";
    protected static readonly Guid Id = Guid.NewGuid();
    protected static readonly Guid Contact = Guid.NewGuid();

    protected static string Plain(string? text) => (text ?? "").Replace('\u00A0', ' ');

    protected static FamilyRequestView Asked(RequestStatus status = RequestStatus.Pending) => new(
        Id, "D2026-00007", "responsable", "Informations du responsable", Given.Family, "DUPONT Jean", null, null, new DateTime(2026, 12, 7, 20, 41, 0),
        "Jean Dupont", status, false,
        [new FamilyRequestLineView(Guid.NewGuid(), "household.street", "Adresse", null, "12 rue des Bonbons", "27 montée de l’Église", null, false, false)],
        null, null, null, null, 3, new DateOnly(2026, 12, 15), []);

    protected static AccountField Field(string key, string label, string? value, bool automatic, WaitingChange? waiting = null) =>
        new(key, label, FileFieldKind.Text, 100, FieldMode.Editable, automatic, [], null, value, waiting);

    private protected static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync();
        var answers = front.Upstream.Answers;
        answers[$"GET {Api}/me/forms"] = new AccountFormsView(4, 5,
        [
            new AccountForm("responsable", Given.Guardian, "Informations du responsable", "Jean Dupont", null, true, false,
                [Field("guardian.mobile", "Mobile", "06 39 98 12 34", true), Field("household.city", "Ville", "Biviers", false),
                    Field("guardian.profession", "Profession", "Menuisier", false, new WaitingChange(Id, "D2026-00007", "Chef d’équipe"))]),
            new AccountForm("enfant", Given.Tom, "Identité de l’enfant", "Tom", null, true, false,
                [Field("child.birthPlace", "Lieu de naissance", "Grenoble", false)]),
        ], [Asked()], null, true);
        answers[$"GET {Api}/me/agreements"] = new[] {
            new AgreementView("photos", "Photos", "Des photos de groupe.", 2, true, Given.Tom, "Tom", null, true, new DateTime(2025, 9, 2, 8, 0, 0),
                "Jean Dupont") };
        answers[$"PUT {Api}/me/agreements"] = Array.Empty<AgreementView>();
        answers[$"POST {Api}/me/requests"] = Asked();
        answers[$"POST {Api}/me/requests/{Id}/cancel"] = Asked(RequestStatus.Cancelled);
        answers[$"POST {Api}/me/confirmation"] = 204;
        answers[$"GET {Api}/me/home"] = new FamilyHome(Given.Me(), [], Waiting: [Asked()]);
        answers[$"GET {Api}/me/requests"] = new FamilyRequestPage([Asked()], 1, 1, 1);
        answers[$"GET {Api}/requests/{Id}"] = Asked();
        answers[$"GET {Api}/me/sections"] = new FileSectionsView([], 0);
        answers[$"GET {Api}/me/people/{Given.Tom}"] = new ChildPeopleView(
            [new ChildPerson(null, "Guardian", "Jean Dupont", "Père", null, true, true),
                new ChildPerson(Contact, "PickUp", "Rose Martin", "grand-mère", "06 39 98 45 21", true, false)],
            ["Marc Vidal"], null);
        var sent = new SentDocumentView(Guid.NewGuid(), DocumentStatus.Accepted, new DateTime(2026, 9, 2, 8, 0, 0), "Jean Dupont", new DateOnly(2026, 12, 20),
            [new DocumentFileView(Guid.NewGuid(), "application/pdf", 90_000)], "Sophie Perrin", new DateTime(2026, 9, 3, 8, 0, 0), null, []);
        var documents = new FileDocumentsView(
        [
            new AskedDocumentView("ordonnance", "L’ordonnance", null, Given.Tom, "Tom", true, null, true, false, true, DocumentNeed.Expiring, false, sent, null,
                "L’ordonnance expire bientôt : sans elle, pas de repas."),
            new AskedDocumentView("assurance", "Assurance", null, Given.Tom, "Tom", true, null, false, false, false, DocumentNeed.Waiting, false, null,
                sent with { Status = DocumentStatus.Waiting, Until = null }),
        ], 0);
        answers[$"GET {Api}/me/documents"] = documents;
        answers[$"POST {Api}/me/documents/{sent.DocumentId}/withdraw"] = documents;
        answers[$"GET {Given.Api}/planning/requests"] = new RequestPage(
            [new RequestSummary(Given.RequestId, "2026-00042", new DateTime(2026, 12, 6, 9, 10, 0), "Jean Dupont", RequestStatus.Accepted, 1, 1,
                new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 14), [IntentAction.Absence], ["Restauration scolaire"], ["Louise"], null, "Sophie Perrin",
                new DateTime(2026, 12, 7, 9, 0, 0), null)],
            1, 1, 1);
        return front;
    }
}
