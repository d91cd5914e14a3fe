using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Ui;

namespace Preau.Office.Pages.Setup;

/// <summary>How families ask for an enrolment in a service, and the documents that go with it.</summary>
internal sealed class EnrolmentForm
{
    public bool Asked { get; set; }

    public string Decision { get; set; } = "manual";

    [Range(0, 100_000, ErrorMessage = "Indiquez un nombre d’enfants entre 0 et 100 000, ou laissez vide.")]
    public int? Capacity { get; set; }

    public bool ResidentsOnly { get; set; }

    public bool Weekdays { get; set; }

    public bool Books { get; set; }

    [StringLength(500, ErrorMessage = "500 signes au plus.")]
    public string? Help { get; set; }

    public List<PieceForm> Pieces { get; set; } = [];

    public static EnrolmentForm Of(JsonNode? enrolment) => new()
    {
        Asked = enrolment is not null,
        Decision = enrolment.Text("decision") is { Length: > 0 } decision ? decision : "manual",
        Capacity = enrolment.Number("capacity"),
        ResidentsOnly = enrolment.Flag("residentsOnly"),
        Weekdays = enrolment.Flag("weekdays"),
        Books = enrolment.Flag("books"),
        Help = enrolment.Text("help"),
        Pieces = [.. (enrolment as JsonObject ?? []).Elements("pieces").Select(PieceForm.Of)],
    };

    public void Check(ModelStateDictionary state)
    {
        var pieces = Pieces.Where(p => !p.IsBlank).ToList();
        foreach (var (piece, i) in Pieces.Select((p, i) => (p, i)).Where(p => !p.p.IsBlank))
        {
            if (string.IsNullOrWhiteSpace(piece.Label))
            {
                state.AddModelError($"Input.Pieces[{i}].Label", "Donnez un nom à cette pièce, ou retirez-la.");
            }
            else if (pieces.Find(p => string.Equals(p.Label?.Trim(), piece.Label.Trim(), StringComparison.OrdinalIgnoreCase)) != piece)
            {
                state.AddModelError($"Input.Pieces[{i}].Label", "Cette pièce est déjà demandée plus haut.");
            }
        }
        if (pieces.Count > 20)
        {
            state.AddModelError("", "20 pièces au plus : regroupez-en quelques-unes.");
        }
    }

    /// <summary>Null when families can't ask.</summary>
    public JsonObject? WriteTo(JsonObject enrolment)
    {
        if (!Asked)
        {
            return null;
        }
        enrolment.Say("decision", Decision, otherwise: enrolment.Count == 0 ? "" : "manual");
        enrolment.Say("capacity", Capacity);
        enrolment.Say("residentsOnly", ResidentsOnly);
        enrolment.Say("weekdays", Weekdays || Books);
        enrolment.Say("books", Books);
        enrolment.Say("help", Help);
        var (before, keys, list) = (enrolment.Elements("pieces").ToDictionary(p => p.Text("key")), new HashSet<string>(Pieces.Select(p => p.Key ?? "")), new JsonArray());
        foreach (var piece in Pieces.Where(p => !p.IsBlank))
        {
            list.Add(piece.WriteTo((before.GetValueOrDefault(piece.Key ?? "") as JsonNode).Copy(), keys));
        }
        enrolment.Put("pieces", list);
        return enrolment;
    }

    /// <summary>What a family will find, as far as it is filled in.</summary>
    public IEnumerable<string> Sentences(JsonNode? ages)
    {
        if (!Asked)
        {
            yield return "Les familles ne demandent pas cette inscription en ligne : un agent inscrit les enfants.";
            yield break;
        }
        yield return $"{(ResidentsOnly ? "Les familles de la commune" : "Toutes les familles")} peuvent demander l’inscription{(ages is null ? "" : $" d’un enfant de {ages["from"]} à {ages["to"]}\u00A0ans")}.";
        yield return Decision == "automatic" ? "La réponse est immédiate quand les pièces obligatoires sont là et qu’il reste une place ; sinon un agent répond." : "Un agent répond à chaque demande.";
        if (Capacity is { } places)
        {
            yield return $"{French.Count(places, "enfant inscrit", "enfants inscrits")} en même temps, au plus.";
        }
        if (Weekdays || Books)
        {
            yield return Books ? "La famille choisit des jours de la semaine : ils sont réservés avec l’inscription." : "La famille choisit des jours de la semaine.";
        }
        var pieces = Pieces.Where(p => !p.IsBlank && !string.IsNullOrWhiteSpace(p.Label)).Select(p => $"{p.Label!.Trim()}{(p.Required ? "" : " (facultative)")}").ToList();
        yield return pieces.Count == 0 ? "Aucune pièce n’est demandée." : $"{(pieces.Count == 1 ? "Pièce demandée" : "Pièces demandées")} : {French.List(pieces)}.";
    }
}

/// <summary>A document asked with the request.</summary>
internal sealed class PieceForm
{
    /// <summary>Of a piece that is there already: what families sent for it stays tied to it.</summary>
    public string? Key { get; set; }

    [StringLength(200, ErrorMessage = "200 signes au plus.")]
    public string? Label { get; set; }

    public bool Required { get; set; }

    public bool AtCounter { get; set; }

    [StringLength(300, ErrorMessage = "300 signes au plus.")]
    public string? Help { get; set; }

    public bool IsBlank => string.IsNullOrEmpty(Key) && string.IsNullOrWhiteSpace(Label) && string.IsNullOrWhiteSpace(Help);

    public static PieceForm Of(JsonObject piece) => new()
    {
        Key = piece.Text("key"),
        Label = piece.Text("label"),
        Required = piece.Flag("required", true),
        AtCounter = piece.Flag("atCounter", true),
        Help = piece.Text("help"),
    };

    public JsonObject WriteTo(JsonObject piece, HashSet<string> keys)
    {
        if (piece.Count == 0)
        {
            var root = SetupDocument.Key(Label ?? "", "piece");
            var key = root;
            for (var n = 2; !keys.Add(key); n++)
            {
                key = $"{root}-{n}";
            }
            piece["key"] = key;
        }
        piece.Say("label", Label);
        piece.Say("required", Required, otherwise: true);
        piece.Say("atCounter", AtCounter, otherwise: true);
        piece.Say("help", Help);
        return piece;
    }
}
