using MimeKit;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Deliveries;

/// <summary>The e-mail of a message: a notice in full; of a person's answer only that it is there,
/// since a mailbox is no place for what an agent may write on a child.</summary>
public sealed class EmailText(MailOptions mail, IConfiguration configuration)
{
    private readonly string _portal = (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');

    /// <param name="commune">Its name, said by the sender: « Biviers, Service enfance jeunesse ».</param>
    public MimeMessage Write(string tenant, string? commune, MessagingRules rules, Message message, string subject, string address, Guid id)
    {
        var (action, path) = message switch
        {
            { Path: { } page } => ("Continuer sur le portail famille", page),
            { RequestId: { } request } => ("Voir la demande sur le portail famille", $"demandes/{request}"),
            _ => ("Lire et répondre sur le portail famille", $"messages/{message.ThreadId}"),
        };
        var sender = commune is null || rules.Sender.Contains(commune, StringComparison.OrdinalIgnoreCase) ? rules.Sender : $"{commune}, {rules.Sender}";
        // A notice is signed already.
        var body = $"""
            {(message.IsNotice ? message.Body : $"Bonjour,\n\nVous avez un nouveau message de{'\u00A0'}: {message.From}.\n\n{rules.Sender}")}

            {action}{'\u00A0'}:
            {_portal}/{tenant}/{path}

            Vous recevez ce courriel parce que vous avez donné votre accord dans «{'\u00A0'}Mon compte{'\u00A0'}». Vous pouvez l’y retirer à tout moment. Ne répondez pas à ce courriel{'\u00A0'}: personne ne le lit.
            """;
        return mail.Write(sender, address, message.IsNotice ? subject : "Nouveau message sur le portail famille", body.ReplaceLineEndings("\r\n"),
            id.ToString("N"));
    }
}
