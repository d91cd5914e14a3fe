using Preau.Contracts;
using Preau.Contracts.Words;
using Preau.Family.Families;

namespace Preau.Family.SharedCustody;

/// <summary>What the other parent reads of a swap in the messages; of the household that writes, nothing but a first name.</summary>
internal static class SwapNotice
{
    /// <param name="other">The household that is asked.</param>
    public static void Proposed(FamilyDb db, CustodyException swap, string child, FamilyFile other, DateTime at)
    {
        var by = other.Children.Find(c => c.ChildId == swap.ChildId)?.OtherParent is { Length: > 0 } name ? name : "L’autre parent";
        var where = swap.Home == other.Id ? "chez vous" : $"chez {by}";
        Tell(db, swap, swap.Id, other.Id, at, $"{by} propose un échange pour {child}",
            $"{by} propose {Grammar.Que(child)} soit {where} {Days(swap)}.\nRien ne change tant que vous n’avez pas accepté : répondez depuis la page de la garde.");
    }

    /// <param name="file">The household that answers.</param>
    public static void Answered(FamilyDb db, CustodyException swap, string child, FamilyFile file, Guid proposer, bool agreed, DateTime at)
    {
        var by = file.Guardians.Where(g => !g.LivesElsewhere).OrderBy(g => g.Id).FirstOrDefault()?.FirstName ?? "L’autre parent";
        Tell(db, swap, Guid.CreateVersion7(), proposer, at, $"{by} {(agreed ? "accepte" : "n’accepte pas")} votre échange pour {child}",
            agreed
                ? $"Échange accepté {Days(swap)} : les jours de garde sont changés. Ce qui est déjà réservé reste à qui l’a réservé."
                : $"Votre proposition {Days(swap)} est refusée : rien ne change.");
    }

    private static void Tell(FamilyDb db, CustodyException swap, Guid notice, Guid family, DateTime at, string subject, string text) =>
        db.Raise(new FamilyNotified(db.CurrentTenant, at, notice, family, "custody", subject, text, $"enfants/{swap.ChildId}/garde"));

    private static string Days(CustodyException swap) => swap.From == swap.Until ? $"le {Day(swap.From)}" : $"du {Day(swap.From)} au {Day(swap.Until)}";

    private static string Day(DateOnly day) => French.Date(day, ' ');
}
