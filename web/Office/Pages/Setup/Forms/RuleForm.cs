using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>One version of a rule set as its form shows it.</summary>
internal sealed class RuleForm
{
    [Setting<RuleDocument>(nameof(RuleDocument.ValidFrom), Missing = "Indiquez à partir de quel jour cette règle vaut.", ByHand = true)]
    public DateOnly? From { get; set; }

    /// <summary>The first that is for a day holds.</summary>
    public List<LimitForm> Book { get; set; } = [];

    public string Cancelling { get; set; } = "same";

    public List<LimitForm> Cancel { get; set; } = [];

    public string Telling { get; set; } = "same";

    public List<LimitForm> Absence { get; set; } = [];

    public LimitForm Opens { get; set; } = new();

    [Setting<ValidationDocument>(nameof(ValidationDocument.Book))]
    public string AnswerBook { get; set; } = "manual";

    [Setting<ValidationDocument>(nameof(ValidationDocument.Cancel))]
    public string AnswerCancel { get; set; } = "automatic";

    [Setting<ValidationDocument>(nameof(ValidationDocument.Absence))]
    public string AnswerAbsence { get; set; } = "automatic";

    [Setting<RuleDocument>(nameof(RuleDocument.Full))]
    public string Full { get; set; } = "refuse";

    /// <summary>Order of the waiting list: "time" or "criteria".</summary>
    [Setting<WaitingListDocument>(nameof(WaitingListDocument.Order), ByHand = true)]
    public string ListOrder { get; set; } = "time";

    /// <summary>With order "criteria".</summary>
    public List<CriterionForm> Criteria { get; set; } = [];

    /// <summary>Hours the next family has to answer; null: it is booked at once.</summary>
    [Setting<OfferDocument>(nameof(OfferDocument.Hours), ByHand = true)]
    public int? OfferHours { get; set; }

    /// <summary>Freed places are given on until then.</summary>
    public LimitForm Latest { get; set; } = new();

    [Setting<RuleDocument>(nameof(RuleDocument.LateExchange), ByHand = true)]
    public bool LateExchange { get; set; }

    [Setting<RuleDocument>(nameof(RuleDocument.OverCapacity))]
    public bool OverCapacity { get; set; }

    public static RuleForm Of(JsonObject version)
    {
        var deadlines = version["deadlines"];
        var form = new RuleForm
        {
            Book = Limits(deadlines?["book"]),
            Cancelling = deadlines?["cancel"] is null ? "same" : "own",
            Cancel = Limits(deadlines?["cancel"]),
            Telling = deadlines?["absence"] is null ? "same" : "own",
            Absence = Limits(deadlines?["absence"]),
            Opens = deadlines?["opens"] is { } opens ? LimitForm.Of(opens) : new LimitForm(),
            ListOrder = version["waitingList"].Text("order") is { Length: > 0 } order ? order : "time",
            Criteria = CriterionForm.Of(version["waitingList"]?["criteria"]),
            OfferHours = version["waitingList"]?["offer"] is { } offer ? offer.Number("hours") ?? 24 : null,
            Latest = version["waitingList"]?["latest"] is { } latest ? LimitForm.Of(latest) : new LimitForm(),
            LateExchange = version.Flag("lateExchange"),
        };
        SettingForm.Read<RuleDocument>(form, version);
        SettingForm.Read<ValidationDocument>(form, version["validation"]);
        form.AddEmpty();
        return form;
    }

    /// <summary>Each act has a first limit and room for one more, for certain days.</summary>
    public void AddEmpty()
    {
        foreach (var limits in (List<LimitForm>[])[Book, Cancel, Absence])
        {
            if (limits.Count == 0)
            {
                limits.Add(new LimitForm { Anchor = limits == Book ? "none" : "daysBefore", Days = 2, Time = new TimeOnly(12, 0), Late = "refuse" });
            }

            if (limits[^1].IsUsed && limits.Count < 6)
            {
                limits.Add(new LimitForm());
            }
        }
    }

    /// <summary>Writes what the form knows; all other members stay, and limits that say the same stay as they are written.</summary>
    public void WriteTo(JsonObject version, ModelStateDictionary state)
    {
        var deadlines = version["deadlines"].Copy();
        version["validFrom"] = (From ?? DateOnly.MinValue).Iso();
        SettingForm.Write<RuleDocument>(this, version);
        Keep(deadlines, "book", Rules(Book, "Input.Book", state));
        Keep(deadlines, "cancel", Cancelling == "own" ? Rules(Cancel, "Input.Cancel", state) : null);
        Keep(deadlines, "absence", Telling == "own" ? Rules(Absence, "Input.Absence", state) : null);
        Keep(deadlines, "opens", Opens.IsUsed ? Opens.ToJson(state, "Input.Opens", opens: true) : null, opens: true);
        version["deadlines"] = deadlines;
        var validation = version["validation"].Copy();
        SettingForm.Write<ValidationDocument>(this, validation);
        version.Put("validation", validation);
        WriteList(version, state);
    }

    // A list that is switched off keeps nothing.
    private void WriteList(JsonObject version, ModelStateDictionary state)
    {
        if (Full != "waitingList")
        {
            version.Remove("waitingList");
            version.Remove("lateExchange");
            return;
        }

        var list = version["waitingList"].Copy();
        list.Say("order", ListOrder, otherwise: "time");
        list.Put("criteria", ListOrder == "criteria" ? CriterionForm.Write(Criteria, version["waitingList"]?["criteria"], "Input.Criteria", state) : null);
        if (ListOrder == "criteria" && list["criteria"] is null)
        {
            state.AddModelError("Input.ListOrder", "Ajoutez au moins un critère, avec ses points.");
        }

        var offer = list["offer"].Copy();
        offer.Say("hours", OfferHours, list["offer"] is null ? null : 24);
        list["offer"] = offer;
        if (OfferHours is null)
        {
            list.Remove("offer");
        }

        Keep(list, "latest", Latest.IsUsed ? Latest.ToJson(state, "Input.Latest", opens: true) : null, opens: true);
        if (list.Count > 0 || version["waitingList"] is not null)
        {
            version["waitingList"] = list;
        }

        version.Say("lateExchange", LateExchange);
        if (LateExchange && !Latest.IsUsed)
        {
            state.AddModelError("Input.LateExchange", "Dites d’abord jusqu’à quand les places libérées se redonnent.");
        }
    }

    // What the form would write of the limits that are there, were they sent back unchanged: the same means that nothing changed.
    private static void Keep(JsonObject node, string name, JsonNode? written, bool opens = false)
    {
        var aside = new ModelStateDictionary();
        var same = node[name] is null ? null : opens ? LimitForm.Of(node[name]!).ToJson(aside, "", opens: true) : Rules(Limits(node[name]), "", aside);
        if (!JsonNode.DeepEquals(same, written))
        {
            node.Put(name, written);
        }
    }

    private static List<LimitForm> Limits(JsonNode? rules) => rules switch
    {
        null => [],
        JsonArray list => [.. list.OfType<JsonNode>().Select(LimitForm.Of)],
        _ => [LimitForm.Of(rules)],
    };

    // Rules for certain days come first: the first that is for a day holds.
    private static JsonNode? Rules(List<LimitForm> limits, string prefix, ModelStateDictionary state)
    {
        List<JsonObject> rules = [.. limits.Select((l, i) => (Limit: l, Path: $"{prefix}[{i}]")).Where(l => l.Limit.IsUsed)
            .Select(l => l.Limit.ToJson(state, l.Path)).OrderBy(r => r["on"] is null)];
        return rules.Count == 0 ? null : rules.Count == 1 ? rules[0] : new JsonArray([.. rules]);
    }
}
