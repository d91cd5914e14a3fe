using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>One thing to do, with its limit and one button.</summary>
/// <param name="Until">Local moment it presses for; the earliest comes first, those without one last.</param>
public sealed record HomeTask(string Tone, string Icon, string Title, string Text, string Action, string Path, DateTime? Until)
{
    public static IReadOnlyList<HomeTask> All(
        IReadOnlyList<OfferView> offers, IReadOnlyList<NothingBooked> empty, AccountView? account, IReadOnlyList<ThreadSummary> messages, int unread,
        DateTime now,
        IReadOnlyList<EvidenceDue> evidence, int missing, IReadOnlyList<DocumentDue> documents, IReadOnlyList<SwapAsked> swaps,
        IReadOnlyList<AgreementsDue> agreements)
    {
        var today = DateOnly.FromDateTime(now);
        var tasks = new List<HomeTask>();
        foreach (var offer in offers)
        {
            tasks.Add(new HomeTask("wait", "check", $"Une place vous est proposée : {offer.UnitLabel}, {offer.Child}, {French.Day(offer.Date, today)}",
                $"Elle est gardée jusqu’au {French.Moment(offer.Until, today)}, {French.Relative(offer.Until, now)}.", "Répondre", "~/planning/offres",
                offer.Until));
        }

        foreach (var group in empty.GroupBy(e => (e.Until, e.FirstDay)))
        {
            var (until, first) = group.Key;
            var names = French.List([.. group.Select(e => e.Child.FirstName)]);
            tasks.Add(new HomeTask("wait", "clock", $"Rien n’est réservé pour {names} la semaine du {French.DayOfMonth(group.First().Monday, today)}",
                $"Pour {French.DayName(first.DayOfWeek)} {first.Day} : jusqu’au {French.Moment(until, today)}, {French.Relative(until, now)}.", "Réserver",
                $"~/planning/semaine?semaine={MonthGrid.Key(group.First().Monday)}", until));
        }

        tasks.AddRange(swaps.Select(s => OfSwap(s, today)));
        tasks.AddRange(evidence.Select(due => new HomeTask("wait", "sick", $"Justificatif à remettre pour {due.Child}",
            $"Avant le {French.Moment(due.Due, today)}, {French.Relative(due.Due, now)} : sans lui, l’absence est facturée.", "Envoyer",
            $"~/justificatifs/{due.Id}", due.Due)));
        if (missing > 0)
        {
            tasks.Add(new HomeTask("wait", "doc", "Votre dossier est incomplet",
                missing > 1
                    ? $"{missing} parties obligatoires manquent : certains services ne se réservent qu’avec un dossier complet."
                    : "Une partie obligatoire manque : certains services ne se réservent qu’avec un dossier complet.",
                "Compléter", "~/dossier", now));
        }

        if (documents.Count > 0)
        {
            tasks.Add(OfDocuments(documents, today));
        }

        if (agreements.Count > 0)
        {
            tasks.Add(OfAgreements(agreements));
        }

        // Nothing is to be done for what will be debited.
        tasks.AddRange((account?.Unpaid ?? []).Where(i => i.DebitOn is null || i.DebitOn < today).Select(i => OfInvoice(i, now)));
        if (unread > 0)
        {
            tasks.Add(OfMessages(messages, unread));
        }

        return [.. tasks.OrderBy(t => t.Until ?? DateTime.MaxValue)];
    }

    private static HomeTask OfSwap(SwapAsked swap, DateOnly today) => new(
        "wait", "swap", $"{swap.By} propose un échange pour {swap.Child} : {French.Period(swap.From, swap.Until, today)}",
        $"{swap.Child} serait {(swap.Here ? "chez vous" : $"chez {swap.By}")}. Rien ne change sans votre accord.", "Répondre",
        $"~/enfants/{swap.ChildId}/garde", swap.From.ToDateTime(TimeOnly.MinValue));

    private static HomeTask OfInvoice(InvoiceView invoice, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        if (invoice.PlanNext is { } on)
        {
            return new HomeTask(
                "wait", "bill", $"Facture {invoice.Number} : reste {French.Money(invoice.Remaining)}",
                $"Échéancier : prochaine date le {French.Day(on, today)}.", "Voir", $"~/factures/{invoice.Id}",
                on < today ? now : on.ToDateTime(new TimeOnly(23, 59)));
        }

        var late = invoice.DueDate < today;
        var due = French.Day(invoice.DueDate, today);
        return new HomeTask(
            "bad", "bill", $"Facture {invoice.Number} : {French.Money(invoice.Remaining)}",
            late ? $"Elle était à payer avant le {due}." : $"À payer avant le {due}.", "Voir", $"~/factures/{invoice.Id}",
            late ? now : invoice.DueDate.ToDateTime(new TimeOnly(23, 59)));
    }

    private static HomeTask OfMessages(IReadOnlyList<ThreadSummary> messages, int unread)
    {
        var subjects = messages.Take(2).Select(m => $"« {m.Subject} »").ToList();
        return new HomeTask(
            "", "mail", unread > 1 ? $"{unread} nouveaux messages" : "1 nouveau message",
            subjects.Count == 0 ? "" : $"{messages[0].From} : {string.Join(", ", subjects)}.", "Lire", "~/messages", null);
    }

    // Those of one child, or of the parent alone, are answered where they stand; the file's page leads to several.
    private static HomeTask OfAgreements(IReadOnlyList<AgreementsDue> agreements)
    {
        var count = agreements.Sum(a => a.Count);
        var children = agreements.Where(a => a.PerChild).Select(a => a.Name).ToList();
        var whose = agreements.Any(a => !a.PerChild) ? [.. children, "vous"] : children;
        var path = agreements is not [var one] ? "~/dossier" : one.PerChild ? $"~/enfants/{one.Of}#accords" : "~/compte#accords";
        return new HomeTask(
            "wait", "check", count > 1 ? $"{count} accords attendent votre réponse" : "1 accord attend votre réponse",
            $"Oui ou non, c’est vous qui choisissez{(children.Count == 0 ? "" : $", pour {French.List(whose)}")}.", "Répondre", path, null);
    }

    // Several are one thing to do: a photograph of each, on one page.
    private static HomeTask OfDocuments(IReadOnlyList<DocumentDue> documents, DateOnly today)
    {
        var first = documents[0];
        var by = first.By is { } day ? $" avant le {French.Day(day, today)}" : "";
        var act = first.Need == DocumentNeed.Expiring ? "à renouveler" : "à envoyer";
        var title = $"{first.Label}{(first.Child is { } child ? $", {child}" : "")} : {act}{by}";
        var text = "";
        if (documents.Count > 1)
        {
            var names = documents.Take(3).Select(d => d.Child is { } of ? $"{d.Label} ({of})" : d.Label).ToList();
            title = $"{French.Count(documents.Count, "document")} à envoyer";
            text = $"{string.Join(" ; ", names)}{(documents.Count > names.Count ? "…" : ".")}{(by.Length > 0 ? $" Le premier{by}." : "")}";
        }

        // « Sans lui »: of several, the one it is about is named.
        var grave = documents.FirstOrDefault(d => d.Consequence is { Length: > 0 });
        var then = grave is null || documents.Count == 1
            ? grave?.Consequence
            : $"{grave.Label} : {char.ToLowerInvariant(grave.Consequence![0])}{grave.Consequence[1..]}";
        return new HomeTask(
            first.By < today ? "bad" : "wait", "doc", title, $"{text} {then}".Trim(), "Envoyer", "~/documents", first.By?.ToDateTime(new TimeOnly(23, 59)));
    }
}
