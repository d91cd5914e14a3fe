using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>A reason of absence: what it comes to, its certificate, the days that stay billed.</summary>
internal sealed class ReasonForm
{
    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.Label), Missing = "Écrivez le motif comme les familles doivent le lire.")]
    public string? Label { get; set; }

    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.Help))]
    public string? Help { get; set; }

    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.ByFamily))]
    public bool ByFamily { get; set; }

    /// <summary>Leave of a contract (congé).</summary>
    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.Leave))]
    public bool Leave { get; set; }

    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.InTime))]
    public string InTime { get; set; } = "excused";

    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.Late))]
    public string Late { get; set; } = "toAgent";

    /// <summary>With <see cref="Late"/> "billed": that part of the day's price; null for all of it.</summary>
    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.LatePercent))]
    public int? LatePercent { get; set; }

    /// <summary>Keys of the services it is for; none for all.</summary>
    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.Services))]
    public string[] Services { get; set; } = [];

    [Setting<AbsenceReasonDocument>(nameof(AbsenceReasonDocument.NeedsEvidence), ByHand = true)]
    public bool NeedsEvidence { get; set; }

    /// <summary>How the limit of the certificate is counted: "none", "days", "hours" or "monthEnd".</summary>
    public string Due { get; set; } = "none";

    [Setting<EvidenceDocument>(nameof(EvidenceDocument.Days), ByHand = true)]
    public int? Days { get; set; }

    [Setting<EvidenceDocument>(nameof(EvidenceDocument.Hours), ByHand = true)]
    public int? Hours { get; set; }

    [Setting<EvidenceDocument>(nameof(EvidenceDocument.MaxDays))]
    public int? MaxDays { get; set; }

    /// <summary>The certificate is asked only when the absence was told late.</summary>
    public bool OnlyLate { get; set; }

    [Setting<WaitingDocument>(nameof(WaitingDocument.Days))]
    public int? WaitingDays { get; set; }

    /// <summary>"calendar" or "service".</summary>
    [Setting<WaitingDocument>(nameof(WaitingDocument.Unit))]
    public string WaitingUnit { get; set; } = "calendar";

    [Setting<WaitingDocument>(nameof(WaitingDocument.FirstDay))]
    public int? WaitingFirstDay { get; set; }

    /// <summary>"absence" or "notice".</summary>
    [Setting<WaitingDocument>(nameof(WaitingDocument.From))]
    public string WaitingFrom { get; set; } = "absence";

    [Setting<WaitingDocument>(nameof(WaitingDocument.OnlyLateEvidence))]
    public bool WaitingOnlyLateEvidence { get; set; }

    [Setting<WaitingDocument>(nameof(WaitingDocument.InTime))]
    public bool WaitingInTime { get; set; }

    public static ReasonForm Of(JsonObject reason)
    {
        var evidence = reason["evidence"];
        var form = new ReasonForm
        {
            NeedsEvidence = reason.Flag("needsEvidence") || evidence is not null,
            Days = evidence.Number("days") ?? reason.Number("evidenceDays"),
            Hours = evidence.Number("hours"),
            OnlyLate = !evidence.Flag("inTime", true),
        };
        form.Due = form.Hours is not null ? "hours" : evidence.Flag("monthEnd") ? "monthEnd" : form.Days is not null ? "days" : "none";
        SettingForm.Read<AbsenceReasonDocument>(form, reason);
        SettingForm.Read<EvidenceDocument>(form, evidence);
        SettingForm.Read<WaitingDocument>(form, reason["waiting"]);
        return form;
    }

    public void Check(ModelStateDictionary state)
    {
        if (LatePercent is not null && Late != "billed")
        {
            state.AddModelError("Input.LatePercent",
                "Une part ne se facture que si l’absence en retard est facturée : choisissez « Facturée », ou laissez vide.");
        }

        if (NeedsEvidence && Due == "days" && Days is null)
        {
            state.AddModelError("Input.Days", "Indiquez combien de jours la famille a pour le remettre.");
        }

        if (NeedsEvidence && Due == "hours" && Hours is null)
        {
            state.AddModelError("Input.Hours", "Indiquez combien d’heures la famille a pour le remettre.");
        }

        if (NeedsEvidence && MaxDays is { } most && (Due == "days" ? Days > most : Due == "hours" && Hours > most * 24))
        {
            state.AddModelError("Input.MaxDays", "Le dernier jour accepté vient avant la limite du justificatif.");
        }

        if (WaitingDays is null)
        {
            return;
        }

        if (WaitingOnlyLateEvidence && !NeedsEvidence)
        {
            state.AddModelError("Input.WaitingOnlyLateEvidence", "Aucun justificatif n’est demandé pour ce motif.");
        }

        if (WaitingFrom == "notice" && ((WaitingFirstDay ?? 1) != 1 || WaitingOnlyLateEvidence))
        {
            state.AddModelError("Input.WaitingFrom",
                "Compté à partir du jour où la famille prévient, le délai commence ce jour-là et vaut pour toutes les absences.");
        }
    }

    public void WriteTo(JsonObject reason)
    {
        SettingForm.Write<AbsenceReasonDocument>(this, reason);
        WriteEvidence(reason);
        if (WaitingDays is null)
        {
            reason.Remove("waiting");
            return;
        }

        var waiting = reason["waiting"].Copy();
        SettingForm.Write<WaitingDocument>(this, waiting);
        reason["waiting"] = waiting;
    }

    /// <summary>What it comes to for a family.</summary>
    public IEnumerable<string> Sentences()
    {
        var price = Late == "billed" && LatePercent is { } part ? $" à {part}\u00A0% du prix du jour" : "";
        yield return InTime == Late && price.Length == 0
            ? $"Prévenue dans les délais ou en retard, l’absence {Effect(Late)}."
            : $"Prévenue dans les délais, l’absence {Effect(InTime)} ; en retard, elle {Effect(Late)}{price}.";
        if (Services.Length > 0)
        {
            yield return $"Ce motif ne vaut que pour {French.Count(Services.Length, "service")}.";
        }

        if (NeedsEvidence)
        {
            yield return $"Un justificatif est demandé{(OnlyLate ? " quand l’absence est dite en retard" : "")}{Due switch
            {
                "days" when Days is { } days => $", sous {French.Count(days, "jour")}",
                "hours" when Hours is { } hours => $", sous {French.Count(hours, "heure")}",
                "monthEnd" => ", avant la fin du dernier jour d’école du mois",
                _ => "",
            }}{(MaxDays is { } most ? $" ; en retard, il est encore pris jusqu’à {French.Count(most, "jour")} après" : "")}.";
        }

        if (WaitingDays is { } waiting)
        {
            var which = WaitingFrom == "notice"
                ? $"Le jour où la famille prévient et {French.Count(waiting, "jour suivant", "jours suivants")}"
                : (WaitingFirstDay ?? 1) == 1
                ? (waiting == 1 ? "Le premier jour" : $"Les {waiting} premiers jours") : $"{French.Count(waiting, "jour")} à partir du {WaitingFirstDay}e";
            yield return $"{which} {(waiting == 1 && WaitingFrom != "notice" ? "reste facturé" : "restent facturés")}"
                + (WaitingUnit == "service" ? ", en comptant les jours réservés" : "")
                + (WaitingOnlyLateEvidence ? ", seulement si le justificatif vient en retard" : "")
                + (WaitingInTime ? ", même dits dans les délais." : ".");
        }

        if (!ByFamily)
        {
            yield return "Seuls les agents choisissent ce motif.";
        }

        if (Leave)
        {
            yield return "C’est un congé : pour les enfants qui ont un contrat, dans la limite de ses jours.";
        }
    }

    private static string Effect(string effect) =>
        effect switch { "excused" => "n’est pas facturée", "billed" => "est facturée", _ => "est décidée par un agent" };

    // One place says the days: with a longer form of the rule, the short one goes.
    private void WriteEvidence(JsonObject reason)
    {
        if (!NeedsEvidence)
        {
            reason.Remove("evidence");
            reason.Remove("evidenceDays");
            reason.Say("needsEvidence", false);
            return;
        }

        var evidence = reason["evidence"].Copy();
        evidence.Say("hours", Due == "hours" ? Hours : null);
        evidence.Say("monthEnd", Due == "monthEnd");
        SettingForm.Write<EvidenceDocument>(this, evidence);
        evidence.Say("inTime", !OnlyLate, otherwise: true);
        var days = Due == "days" ? Days : null;
        if (evidence["days"] is not null)
        {
            evidence.Say("days", days);
        }

        if (evidence["days"] is null || reason["evidenceDays"] is not null)
        {
            reason.Say("evidenceDays", days);
        }

        reason.Put("evidence", evidence);
        if (reason["evidence"] is null)
        {
            reason.Say("needsEvidence", true);
        }
    }
}
