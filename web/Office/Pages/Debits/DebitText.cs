namespace Preau.Office.Pages.Debits;

/// <summary>States of debits and their files in words.</summary>
internal static class DebitText
{
    public static (string Tone, string Icon, string Word) File(string state) => state switch
    {
        "ready" => ("wait", "clock", "À transmettre à la banque"),
        "sent" => ("info", "send", "Transmis à la banque"),
        "collected" => ("ok", "check", "Encaissé"),
        _ => ("", "undo", "Annulé"),
    };

    public static (string Tone, string Icon, string Word) Line(string state) => state switch
    {
        "collected" => ("ok", "check", "Encaissé"),
        "returned" => ("bad", "x", "Refusé"),
        _ => ("wait", "clock", "En attente"),
    };

    public static (string Tone, string Icon, string Word) Mandate(string state) => state switch
    {
        "good" => ("ok", "check", "Actif"),
        "lapsed" => ("wait", "clock", "Caduc"),
        _ => ("", "off", "Arrêté"),
    };
}
