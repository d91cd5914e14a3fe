using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Preau.Contracts.Words;

namespace Preau.Platform;

/// <summary>Section <c>Mail</c>: <c>Host</c> for SMTP, else <c>Directory</c> for .eml files.</summary>
public sealed class MailOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 25;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>STARTTLS is used when the server offers it; <c>true</c> refuses to send without.</summary>
    public bool RequireTls { get; set; }

    public string From { get; set; } = "portail@preau.example";

    public string? Directory { get; set; }
}

/// <summary>Hands one message over; returning means the server (or the folder) has it.</summary>
public interface IMailer
{
    Task SendAsync(MimeMessage message, CancellationToken ct);
}

public static class Mail
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
        builder.Services.AddSingleton(options);
        if (options.Host is { Length: > 0 })
        {
            builder.Services.AddSingleton<IMailer, SmtpMailer>();
        }
        else
        {
            builder.Services.AddSingleton<IMailer, FolderMailer>();
        }
    }

    /// <summary>A plain-text message. <paramref name="id"/> becomes the Message-ID, so that a repeated send is recognised by mailboxes.</summary>
    public static MimeMessage Write(this MailOptions options, string senderName, string to, string subject, string body, string id)
    {
        var message = new MimeMessage
        {
            Subject = FrenchSpaces.Of(subject),
            Body = new TextPart("plain") { Text = FrenchSpaces.Of(body) },
            MessageId = $"{id}@preau",
        };
        message.From.Add(new MailboxAddress(senderName, options.From));
        message.To.Add(MailboxAddress.Parse(to));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private sealed class SmtpMailer(MailOptions options) : IMailer
    {
        public async Task SendAsync(MimeMessage message, CancellationToken ct)
        {
            using var client = new SmtpClient { Timeout = 20_000 };
            await client.ConnectAsync(options.Host!, options.Port,
                options.RequireTls ? SecureSocketOptions.StartTls : SecureSocketOptions.StartTlsWhenAvailable, ct);
            if (options.User is { Length: > 0 })
            {
                await client.AuthenticateAsync(options.User, options.Password ?? "", ct);
            }

            await client.SendAsync(message, ct);
            await client.DisconnectAsync(quit: true, ct);
        }
    }

    private sealed class FolderMailer(MailOptions options) : IMailer
    {
        public async Task SendAsync(MimeMessage message, CancellationToken ct)
        {
            var directory = System.IO.Directory.CreateDirectory(options.Directory ?? "mail").FullName;
            var name = string.Concat(message.MessageId!.Where(c => char.IsLetterOrDigit(c) || c == '-'));
            var path = Path.Combine(directory, name + ".eml");
            await using (var file = File.Create(path + ".tmp"))
            {
                await message.WriteToAsync(file, ct);
            }

            File.Move(path + ".tmp", path, overwrite: true);
        }
    }
}
