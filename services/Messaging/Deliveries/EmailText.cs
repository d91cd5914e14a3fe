using MimeKit;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Deliveries;

/// <summary>The e-mail of a message: a notice in full; of a person's answer only that it is there, since a mailbox is no place for what an agent may write on a child.</summary>
public sealed class EmailText(MailOptions mail, IConfiguration configuration)
{
    private readonly string _portal = (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');

    public MimeMessage Write(string tenant, MessagingRules rules, Message message, string subject, string address, Guid id)
    {
        var link = $"{_portal}/{tenant}/{message.Path ?? "messages"}";
        var notice = message.IsNotice;
        var body = $"""
            {(notice ? message.Body : $"Bonjour,\n\nVous avez un nouveau message de : {message.From}.")}

            {(message.Path is null ? "Lire et répondre" : "Continuer")} sur le portail famille :
            {link}

            {rules.Sender}

            Vous recevez ce courriel parce que vous avez donné votre accord dans « Mon compte ». Vous pouvez l’y retirer à tout moment. Ne répondez pas à ce courriel : personne ne le lit.
            """;
        return mail.Write(rules.Sender, address, notice ? subject : "Nouveau message sur le portail famille", body.ReplaceLineEndings("\r\n"), id.ToString("N"));
    }
}
