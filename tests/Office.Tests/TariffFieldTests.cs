using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Office.Pages.Tariffs;

namespace Preau.Office.Tests;

/// <summary>Every part of a tariff's version through its form: what the file says is shown, and written back unchanged.</summary>
public sealed class TariffFieldTests
{
    [Theory]
    [InlineData("""{"from":"2027-09-01","byChildren":[12,22,30]}""")]
    [InlineData("""{"from":"2027-09-01","durations":[{"price":2.5,"upTo":60},{"price":4}]}""")]
    [InlineData("""{"from":"2027-09-01","brackets":[{"from":0,"price":3,"below":501,"byChildren":[2.8,2.5]},{"from":501,"price":4.2}]}""")]
    [InlineData("""{"from":"2027-09-01","flat":1.2,"per":"hour","plannedUnits":8,"leastUnits":1,"mostUnits":10,"rounding":"nearest","graceMinutes":5,"steps":[{"upTo":4,"counts":4},{"upTo":5,"counts":5,"withoutMeal":true},{"upTo":6,"counts":8}]}""")]
    [InlineData("""{"from":"2027-09-01","flat":1.5,"per":"hour","contract":{"weeks":47,"months":11,"rateOn":"month"}}""")]
    [InlineData("""{"from":"2027-09-01","flat":300,"per":"year","package":{"proration":"days","billedIn":[10,1,4]}}""")]
    [InlineData("""{"from":"2027-09-01","flat":5,"categories":[{"category":"agent","price":4.2}],"volumeDiscounts":[{"from":11,"percent":10}],"daySupplements":[{"label":"Sortie","amount":2,"dates":["2027-07-08"],"weekdays":["wednesday"]}]}""")]
    [InlineData("""{"from":"2027-09-01","flat":5,"siblingDiscounts":[10,20],"siblings":{"among":"present","from":3,"everyone":true}}""")]
    [InlineData("""{"from":"2027-09-01","flat":5,"latePickUp":{"amount":15,"from":3,"within":"schoolYear","per":"family","everyMinutes":15}}""")]
    [InlineData("""{"from":"2027-09-01","flat":5,"registrationFee":{"amount":10,"per":"family","within":"year"},"cap":{"amount":50,"per":"family","within":"day"},"food":{"amount":2,"account":"70","productCode":"12"}}""")]
    [InlineData("""{"from":"2027-09-01","percentOf":{"tariff":"alsh","percent":55},"late":{"amount":1.5,"first":2},"unbooked":{"price":16.25,"nonResident":18.95},"occasional":{"percent":25},"unexcused":{"amount":3}}""")]
    [InlineData("""{"from":"2027-09-01","effort":{"percent":0.55,"floor":0,"ceiling":3.19},"nonResidentAmount":4,"packedLunch":1.62,"account":"7067","productCode":"7","taxCredit":true,"decision":{"number":"2027-12","date":"2027-06-30","url":"https://exemple.fr/d"}}""")]
    public void What_the_file_says_comes_back_from_the_form(string version)
    {
        var (state, before) = (new ModelStateDictionary(), JsonNode.Parse(version)!);
        var written = new JsonObject();

        VersionForm.Of(before).WriteTo(written, state, "Input");

        Assert.True(state.IsValid);
        Assert.True(JsonNode.DeepEquals(before, written), written.ToJsonString());
    }

    [Theory]
    [InlineData("durations", "60 2,50", "Input.More.Durations")]
    [InlineData("durations", "", "Input.More.Durations")]
    [InlineData("byChildren", "douze", "Input.More.ByChildren")]
    public void What_cannot_be_read_is_said_beside_its_field(string kind, string typed, string field)
    {
        var state = new ModelStateDictionary();
        var form = new VersionForm { Kind = kind, From = new DateOnly(2027, 9, 1), More = new MoreForm { Durations = typed, ByChildren = typed } };

        form.WriteTo([], state, "Input");

        Assert.Equal(field, Assert.Single(state, e => e.Value!.Errors.Count > 0).Key);
    }
}
