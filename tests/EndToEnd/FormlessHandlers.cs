namespace Preau.EndToEnd;

/// <summary>
/// Handlers whose form no page of the demo shows to those who visit it (it needs a run at work, a
/// place that was offered, a second factor…), or that a page has from its base
/// without a form. They are submitted with strange values like all others; what they do is in the tests of their front. The list may only get shorter.
/// </summary>
internal static class FormlessHandlers
{
    // A page and its handlers; "-" has no name.
    private const string Text = """
        Families /Account/AddChild: Agree Cancel Confirm Form
        Families /Account/Child: Confirm Form
        Families /Account/Me: Access Agree Form
        Families /Account/School: Agree Confirm Form
        Families /Enrolments/New: -
        Families /Enrolments/Receipt: Withdraw
        Families /Invoices/Certificates: Tax
        Families /Leave/Index: -
        Families /Messages/Threads: Restore
        Families /Planning/Evidence: - Withdraw
        Families /Planning/Offers: Leave
        Families /Planning/PatternReview: -
        Families /Planning/Review: -
        Families /PreEnrolment/Confirm: -
        Identity /Admin/Account: Unlock
        Identity /Admin/Commune: Archive Close Erase Keep Open Prepare
        Identity /Admin/Index: -
        Identity /Admin/NewCommune: Take
        Identity /Confirm: -
        Identity /FirstAccess: -
        Identity /NewPassword: -
        Identity /SecondFactor: -
        Identity /Security: Close Codes Everywhere Remove
        Identity /SignOut: -
        Office /Agents/One: - Activate Deactivate Invite Reset
        Office /Billing/Anomaly: - Undo
        Office /Billing/Run: Issue Redraft Resume Stop
        Office /Cash/Day: Keep
        Office /Cash/Deposits: -
        Office /Cash/Index: - Look
        Office /Cash/Payment: Allocate Cancel Paid Refund
        Office /Checks/Index: -
        Office /Evidence/Index: - Many
        Office /Families/Archive: -
        Office /Families/AskEnrolment: -
        Office /Families/Contracts: Leave TakeBack
        Office /Families/Edit: Remove
        Office /Families/File: EndOrder Invite Reopen UndoMerge
        Office /Families/Invitations: -
        Office /Families/Merge: -
        Office /Families/MoveChild: -
        Office /Families/Receipt: Undo
        Office /Families/Split: -
        Office /Import/One: - Again Start Undo
        Office /Messages/New: -
        Office /Places/Allocation: -
        Office /Places/Waiting: Accept Offer Remove
        Office /Requests/PreEnrolments: -
        Office /Roll/Marks: -
        Office /Setup/Calendar: RemoveDay TakeImport
        Office /Setup/Draft: Renew Repair
        Office /Setup/Facility: Remove
        Office /Setup/NextYear: Undo
        Office /Setup/Parts: -
        Office /Setup/Period: Remove
        Office /Setup/Rule: Remove
        Office /Setup/Versions: Back
        Office /Tariffs/Edit: Drop Publish Save
        Families /Payment/Difficulty: -
        Families /Account/Quotient: - TakeBack
        Families /Payment/Mandate: Stop
        Families /Payment/Prepaid: AskBack Tickets TopUp
        Identity /Admin/Health: -
        Identity /SignIn: Provider
        Office /Debits/File: Cancel Sent
        Office /Debits/Mandates: End Record
        Office /Debits/New: -
        Office /Debits/Settings: Debit Dunning Pes Prepaid
        Office /Dunning/Index: Answer Cancel Lift Send Stop
        Office /Families/Quotients: Ask
        Office /Library/Index: - Change Remove
        Office /Requests/Index: File
        Office /Setup/Quotient: Fetch Prices
        Office /ThirdParties/Index: -
        Office /ThirdParties/One: Cover Party Remove
        Office /Titles/Index: -
        Office /Titles/New: -
        """;

    /// <summary>As "Office /Setup/Draft Repair".</summary>
    public static IReadOnlySet<string> All { get; } = Text.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(": "))
        .SelectMany(parts => parts[1].Split(' ').Select(handler => handler == "-" ? parts[0] : $"{parts[0]} {handler}")).ToHashSet();
}
