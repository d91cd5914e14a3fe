using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>A document the commune asks families for, as a row of the form. Members of the file that have no field here stay as they are.</summary>
internal sealed class AskedDocumentForm
{
    /// <summary>Of one that is there already: what families sent stays tied to it.</summary>
    public string? Key { get; set; }

    public string? Label { get; set; }

    public string? Help { get; set; }

    /// <summary>"child" or "household".</summary>
    public string Per { get; set; } = "child";

    public bool Optional { get; set; }

    public DateOnly? Due { get; set; }

    /// <summary>"schoolYear", "months", "asked" or "none".</summary>
    public string Validity { get; set; } = "none";

    public int? Months { get; set; }

    public int? FromAge { get; set; }

    public int? ToAge { get; set; }

    public bool PackedLunchOnly { get; set; }

    public bool Health { get; set; }

    public bool Image { get; set; }

    public string? Consequence { get; set; }

    public static AskedDocumentForm Of(JsonObject node) => new()
    {
        Key = node.Text("key"),
        Label = node.Text("label"),
        Help = node.Text("help"),
        Per = node.Text("per") is { Length: > 0 } per ? per : "child",
        Optional = node.Text("need") == "optional",
        Due = node.Day("due"),
        Validity = node.Text("validity") is { Length: > 0 } validity ? validity : "none",
        Months = node.Number("months"),
        FromAge = node.Number("fromAge"),
        ToAge = node.Number("toAge"),
        PackedLunchOnly = node.Flag("packedLunchOnly"),
        Health = node.Flag("health"),
        Image = node.Flag("image"),
        Consequence = node.Text("consequence"),
    };

    public void Check(ModelStateDictionary state, string at)
    {
        if (Label?.Trim() is not { Length: >= 2 and <= 120 })
        {
            state.AddModelError($"{at}.Label", "Donnez un nom à cette pièce, de 2 à 120 signes, ou retirez-la.");
        }

        if (Validity == "months" && Months is not (>= 1 and <= 120))
        {
            state.AddModelError($"{at}.Months", "Indiquez combien de mois elle vaut : de 1 à 120.");
        }

        if (FromAge is < 0 or > 20 || ToAge is < 0 or > 20 || FromAge > ToAge)
        {
            state.AddModelError($"{at}.FromAge", "Des âges de 0 à 20 ans, le plus petit d’abord.");
        }
    }

    public JsonObject WriteTo(JsonObject node)
    {
        node.Say("label", Label);
        node.Say("help", Help);
        node.Say("per", Per == "household" ? Per : "child", "child");
        node.Say("need", Optional ? "optional" : "obligatory", "obligatory");
        node.Say("due", Due);
        node.Say("validity", Validity is "schoolYear" or "months" or "asked" ? Validity : "none", "none");
        node.Say("months", Validity == "months" ? Months : null);
        node.Say("fromAge", FromAge);
        node.Say("toAge", ToAge);
        node.Say("packedLunchOnly", PackedLunchOnly);
        node.Say("health", Health);
        node.Say("image", Image);
        node.Say("consequence", Consequence);
        return node;
    }
}

/// <summary>An agreement the commune asks for, as a row of the form.</summary>
internal sealed class AskedConsentForm
{
    public string? Key { get; set; }

    public string? Label { get; set; }

    public string? Text { get; set; }

    /// <summary>"child" or "guardian".</summary>
    public string Per { get; set; } = "child";

    public int Version { get; set; } = 1;

    /// <summary>The next version: everyone is asked once more.</summary>
    public bool AskAgain { get; set; }

    public static AskedConsentForm Of(JsonObject node) => new()
    {
        Key = node.Text("key"),
        Label = node.Text("label"),
        Text = node.Text("text"),
        Per = node.Text("per") is { Length: > 0 } per ? per : "child",
        Version = node.Number("version") ?? 1,
    };

    public void Check(ModelStateDictionary state, string at)
    {
        if (Label?.Trim() is not { Length: >= 2 and <= 120 })
        {
            state.AddModelError($"{at}.Label", "Donnez un nom à cet accord, de 2 à 120 signes, ou retirez-le.");
        }

        if (Text?.Trim() is not { Length: >= 10 and <= 2000 })
        {
            state.AddModelError($"{at}.Text", "Écrivez ce que les familles lisent avant de répondre, de 10 à 2 000 signes.");
        }
    }

    public JsonObject WriteTo(JsonObject node)
    {
        node.Say("label", Label);
        node.Say("text", Text);
        node.Say("per", Per == "guardian" ? Per : "child", "child");
        if (AskAgain)
        {
            node["version"] = (node.Number("version") ?? 1) + 1;
        }

        return node;
    }
}

/// <summary>What the commune says of itself on its legal pages.</summary>
internal sealed class LegalForm
{
    public string? Publisher { get; set; }

    public string? Address { get; set; }

    public string? Phone { get; set; }

    public string? Host { get; set; }

    public string? DataContact { get; set; }

    /// <summary>One sentence a line.</summary>
    public string? Retention { get; set; }

    /// <summary>"none", "partial" or "full".</summary>
    public string Accessibility { get; set; } = "none";

    public int? Percent { get; set; }

    public string? AuditedBy { get; set; }

    public DateOnly? AuditedOn { get; set; }

    /// <summary>One sentence a line.</summary>
    public string? Exempt { get; set; }

    public string? AccessibilityContact { get; set; }

    public static LegalForm Of(JsonObject node) => new()
    {
        Publisher = node.Text("publisher"),
        Address = node.Text("address"),
        Phone = node.Text("phone"),
        Host = node.Text("host"),
        DataContact = node.Text("dataContact"),
        Retention = string.Join('\n', node.Texts("retention")),
        Accessibility = node.Text("accessibility") is { Length: > 0 } level ? level : "none",
        Percent = node.Number("percent"),
        AuditedBy = node.Text("auditedBy"),
        AuditedOn = node.Day("auditedOn"),
        Exempt = string.Join('\n', node.Texts("exempt")),
        AccessibilityContact = node.Text("accessibilityContact"),
    };

    public void Check(ModelStateDictionary state)
    {
        if (Accessibility is "partial" or "full" && string.IsNullOrWhiteSpace(AuditedBy))
        {
            state.AddModelError("Legal.AuditedBy", "Sans audit, un site est « non conforme » : indiquez qui l’a contrôlé.");
        }

        if (Accessibility is "partial" or "full" && AuditedOn is null)
        {
            state.AddModelError("Legal.AuditedOn", "Indiquez le jour de l’audit.");
        }

        if (Percent is < 0 or > 100)
        {
            state.AddModelError("Legal.Percent", "De 0 à 100.");
        }
    }

    public JsonObject WriteTo(JsonObject node)
    {
        (string Name, string? Value)[] texts = [("publisher", Publisher), ("address", Address), ("phone", Phone), ("host", Host), ("dataContact", DataContact),
            ("auditedBy", AuditedBy), ("accessibilityContact", AccessibilityContact)];
        foreach (var (name, value) in texts)
        {
            node.Say(name, value);
        }

        node.Say("retention", Lines(Retention));
        node.Say("exempt", Lines(Exempt));
        node.Say("accessibility", Accessibility is "partial" or "full" ? Accessibility : "none", "none");
        node.Say("percent", Percent);
        node.Say("auditedOn", AuditedOn);
        return node;
    }

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Rows of a form as elements of a list of the file: one that was there keeps its key and what the form doesn't show.</summary>
internal static class AskedRows
{
    public static JsonArray Write<T>(
        JsonObject root, string name, IEnumerable<T> rows, Func<T, string?> key, Func<T, string?> label, Func<T, JsonObject, JsonObject> write,
            string otherwise)
    {
        var before = root.Elements(name).Where(e => e.Text("key").Length > 0).DistinctBy(e => e.Text("key")).ToDictionary(e => e.Text("key"));
        var taken = before.Keys.ToHashSet();
        var list = new JsonArray();
        foreach (var row in rows)
        {
            var node = before.Remove(key(row) ?? "", out var known) ? known.Copy() : new JsonObject { ["key"] = FreeKey(label(row), otherwise, taken) };
            list.Add((JsonNode)write(row, node));
        }

        return list;
    }

    private static string FreeKey(string? label, string otherwise, HashSet<string> taken)
    {
        var stem = SetupDocument.Key(label ?? "", otherwise);
        stem = stem.Length < 2 ? otherwise : stem[..Math.Min(stem.Length, 35)].TrimEnd('-');
        var key = stem;
        for (var n = 2; !taken.Add(key); n++)
        {
            key = $"{stem}-{n}";
        }

        return key;
    }
}
