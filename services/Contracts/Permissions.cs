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
}
