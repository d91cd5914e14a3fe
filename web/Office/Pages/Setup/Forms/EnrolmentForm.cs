using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>How families ask for an enrolment in a service, and the documents that go with it.</summary>
internal sealed class EnrolmentForm
{
    public bool Asked { get; set; }

    [Setting<EnrolmentDocument>(nameof(EnrolmentDocument.Decision))]
    public string Decision { get; set; } = "manual";

    [Setting<EnrolmentDocument>(nameof(EnrolmentDocument.Capacity))]
    public int? Capacity { get; set; }

    [Setting<EnrolmentDocument>(nameof(EnrolmentDocument.ResidentsOnly))]
    public bool ResidentsOnly { get; set; }

    [Setting<EnrolmentDocument>(nameof(EnrolmentDocument.Weekdays), ByHand = true)]
    public bool Weekdays { get; set; }

    [Setting<EnrolmentDocument>(nameof(EnrolmentDocument.Books))]
    public bool Books { get; set; }

    [Setting<EnrolmentDocument>(nameof(EnrolmentDocument.Help))]
    public string? Help { get; set; }

    public List<PieceForm> Pieces { get; set; } = [];

    public static EnrolmentForm Of(JsonNode? enrolment)
    {
        var form = new EnrolmentForm
        {
            Asked = enrolment is not null,
            Weekdays = enrolment.Flag("weekdays"),
            Pieces = [.. (enrolment as JsonObject ?? []).Elements("pieces").Select(PieceForm.Of)],
        };
        SettingForm.Read<EnrolmentDocument>(form, enrolment);
        return form;
    }

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

        // An enrolment is there as soon as it says something: of a new one, who decides.
        if (enrolment.Count == 0)
        {
            enrolment["decision"] = Decision;
        }

        SettingForm.Write<EnrolmentDocument>(this, enrolment);
        enrolment.Say("weekdays", Weekdays || Books);
        var (before, keys, list) = (enrolment.Elements("pieces").ToDictionary(p => p.Text("key")), new HashSet<string>(Pieces.Select(p => p.Key ?? "")),
            new JsonArray());
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

        yield return $"{(ResidentsOnly ? "Les familles de la commune" : "Toutes les familles")} peuvent demander "
            + $"l’inscription{(ages is null ? "" : $" d’un enfant de {ages["from"]} à {ages["to"]}\u00A0ans")}.";
        yield return Decision == "automatic"
            ? "La réponse est immédiate quand les pièces obligatoires sont là et qu’il reste une place ; sinon un agent répond."
            : "Un agent répond à chaque demande.";
        if (Capacity is { } places)
        {
            yield return $"{French.Count(places, "enfant inscrit", "enfants inscrits")} en même temps, au plus.";
        }

        if (Weekdays || Books)
        {
            yield return Books
                ? "La famille choisit des jours de la semaine : ils sont réservés avec l’inscription."
                : "La famille choisit des jours de la semaine.";
        }

        var pieces = Pieces.Where(p => !p.IsBlank && !string.IsNullOrWhiteSpace(p.Label))
            .Select(p => $"{p.Label!.Trim()}{(p.Required ? "" : " (facultative)")}").ToList();
        yield return pieces.Count == 0
            ? "Aucune pièce n’est demandée."
            : $"{(pieces.Count == 1 ? "Pièce demandée" : "Pièces demandées")} : {French.List(pieces)}.";
    }
}

/// <summary>A document asked with the request.</summary>
internal sealed class PieceForm
{
    /// <summary>Of a piece that is there already: what families sent for it stays tied to it.</summary>
    public string? Key { get; set; }

    [Setting<PieceDocument>(nameof(PieceDocument.Label))]
    public string? Label { get; set; }

    [Setting<PieceDocument>(nameof(PieceDocument.Required))]
    public bool Required { get; set; }

    [Setting<PieceDocument>(nameof(PieceDocument.AtCounter))]
    public bool AtCounter { get; set; }

    [Setting<PieceDocument>(nameof(PieceDocument.Help))]
    public string? Help { get; set; }

    public bool IsBlank => string.IsNullOrEmpty(Key) && string.IsNullOrWhiteSpace(Label) && string.IsNullOrWhiteSpace(Help);

    public static PieceForm Of(JsonObject piece)
    {
        var form = new PieceForm { Key = piece.Text("key") };
        SettingForm.Read<PieceDocument>(form, piece);
        return form;
    }

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

        SettingForm.Write<PieceDocument>(this, piece);
        return piece;
    }
}
