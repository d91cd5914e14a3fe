namespace Preau.Contracts;

/// <summary>What an agent may do in a commune; carried in the token's memberships.</summary>
public static class Permissions
{
    /// <summary>Read and decide the families' requests.</summary>
    public const string Requests = "requests";

    /// <summary>Day lists and roll call.</summary>
    public const string Attendance = "attendance";

    /// <summary>Family files, quotients.</summary>
    public const string Families = "families";

    /// <summary>Charges, invoices, payments.</summary>
    public const string Billing = "billing";

    /// <summary>The commune's mailbox.</summary>
    public const string Messages = "messages";

    /// <summary>Rules, tariffs and texts of the commune.</summary>
    public const string Settings = "settings";

    /// <summary>Payments and deposits: taking money at the counter, closing the day.</summary>
    public const string Cash = "cash";

    /// <summary>See amounts, invoices and accounts, and change none.</summary>
    public const string MoneyView = "money-view";

    /// <summary>Health files: vaccinations, care plans, allergies. Each opening is logged.</summary>
    public const string Health = "health";

    /// <summary>Agents of the commune and their rights.</summary>
    public const string Accounts = "accounts";

    /// <summary>In the order in which screens show them.</summary>
    public static readonly IReadOnlyList<string> All = [Requests, Attendance, Families, Billing, Cash, MoneyView, Messages, Health, Settings, Accounts];
}
