using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>The account as the notices describe it, field by field.</summary>
public abstract class AccountTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";

    private static readonly string[] OfPerson =
    [
        "guardian.lastName", "guardian.firstName", "guardian.homePhone", "guardian.workPhone", "guardian.mobile", "guardian.email", "guardian.profession",
        "guardian.occupationCategory",
        "guardian.employer", "guardian.employerAddress", "guardian.emailConsent", "guardian.smsConsent",
    ];

    [Fact]
    public async Task Every_field_of_the_familys_account_is_in_a_form_with_what_the_file_holds()
    {
        var me = await AsJean().GetAsAsync<FamilyView>($"{Api}/me");
        var forms = (await AsJean().GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms;
        var own = forms.Single(f => f.Form == "responsable").Fields.ToDictionary(f => f.Key, f => f.Value);

        Assert.Equal("1001001818331", me.Number);
        Assert.Superset(
            new HashSet<string>([.. OfPerson, "guardian.civility", "guardian.role", "guardian.maritalStatus", "household.street", "household.postCode",
                "household.city"]),
            own.Keys.ToHashSet());
        Assert.Equal(
            ["M.", "DUPONT", "Jean", "Père", "Séparé", "04 65 71 12 62", "06 39 98 12 34", "jean.dupont@famille.example", "Menuisier", "Ouvriers",
                "Ateliers du Grésivaudan", "oui", "non", me.Address!.Street],
            new[]
            {
                "guardian.civility", "guardian.lastName", "guardian.firstName", "guardian.role", "guardian.maritalStatus", "guardian.homePhone",
                "guardian.mobile", "guardian.email", "guardian.profession",
                "guardian.occupationCategory", "guardian.employer", "guardian.emailConsent", "guardian.smsConsent", "household.street",
            }.Select(k => own[k]));
        // Who holds the account at the bank, and the fund.
        Assert.Contains(forms.Single(f => f.Form == "banque").Fields, f => f.Key == "section.banque.titulaire");
        Assert.Contains(forms.Single(f => f.Form == "caf").Fields, f => f.Key == "section.caf.regime" && f.Choices.Contains("MSA"));
    }

    [Fact]
    public async Task The_other_parent_has_the_same_fields_and_an_address_of_its_own()
    {
        var other = new AddMember(new()
        {
            ["civility"] = "Mme",
            ["firstName"] = "Ana",
            ["lastName"] = "Roy",
            ["role"] = "Mère",
            ["livesElsewhere"] = "oui",
            ["street"] = "4 rue du Lac",
            ["postCode"] = "38330",
            ["city"] = "Montbonnot",
            ["mobile"] = "06 39 98 55 10",
        });
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsAgent(Permissions.Families).PostAsJsonAsync($"{Api}/families/{Jean}/guardians", other));

        var form = Assert.Single((await AsJean().GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms, f => f.Form == "conjoint");

        var fields = form.Fields.ToDictionary(f => f.Key, f => f.Value);
        Assert.Superset(new HashSet<string>([.. OfPerson, "guardian.street", "guardian.postCode", "guardian.city"]), fields.Keys.ToHashSet());
        Assert.Equal(("Informations de l’autre parent", "4 rue du Lac", "Montbonnot", "06 39 98 55 10"),
            (form.Label, fields["guardian.street"], fields["guardian.city"], fields["guardian.mobile"]));
        // The household's own address is another.
        Assert.NotEqual("4 rue du Lac", (await AsJean().GetAsAsync<FamilyView>($"{Api}/me")).Address!.Street);
    }

    [Fact]
    public async Task The_bank_form_asks_for_the_direct_debit_and_who_holds_the_account_and_its_demande_lies_sealed()
    {
        var asked = await (await AsJean().PostAsJsonAsync($"{Api}/me/requests", new AskChange(Guid.NewGuid(), "banque", null,
            [new("section.banque.prelevement", null, "oui"), new("section.banque.titulaire", null, "Ateliers Dupont et fils")])))
            .ReadAsync<FamilyRequestView>();
        var (old, kept) = await Family.InTenantAsync("biviers", async s =>
        {
            var line = await s.GetRequiredService<FamilyDb>().Set<Requests.FamilyRequestLine>()
                .SingleAsync(l => l.RequestId == asked.Id && l.Field == "section.banque.titulaire");
            return ($"{line.Old}{line.New}{line.Data}", line.Sealed);
        });
        Assert.DoesNotContain("Ateliers", old, StringComparison.Ordinal);
        Assert.True(kept!.AsSpan().IndexOf("Ateliers"u8) < 0);

        if (asked.Status == RequestStatus.Pending)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsAgent(Permissions.Requests, Permissions.Families, Permissions.Billing)
                .PostAsJsonAsync($"{Api}/requests/{asked.Id}/decision", new DecideFamilyRequest([.. asked.Lines.Select(l => l.LineId)])));
        }

        var form = (await AsJean().GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms.Single(f => f.Form == "banque");
        Assert.Equal(["oui", "Ateliers Dupont et fils"], form.Fields.Select(f => f.Value));
        // No number of an account is asked for here: the mandate is signed.
        Assert.DoesNotContain(form.Fields, f => f.Key.Contains("iban", StringComparison.OrdinalIgnoreCase));
    }
}

public sealed class AccountOnSqlite() : AccountTests(TestDatabase.Sqlite);

public sealed class AccountOnSqlServer() : AccountTests(TestDatabase.SqlServer);
