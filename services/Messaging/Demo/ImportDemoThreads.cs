using System.Text.Json.Serialization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Demo;

/// <summary>Demonstration threads of a commune, read by both sides unless said otherwise; only while it has no thread, and nobody is mailed.</summary>
internal sealed class ImportDemoThreads(MessagingDb db, TimeProvider clock) : ISectionImporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public string Section => MessagingRulesInForce.Section;

    public bool IsDemo => true;

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        Demo demo;
        try
        {
            demo = section.Deserialize<Demo>(Json)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {Section}.{e.Path?.TrimStart('$', '.')}: not readable.");
        }

        await db.WriteAsync(async token =>
        {
            if (await db.Threads.AnyAsync(token))
            {
                return;
            }

            foreach (var thread in demo.Threads ?? [])
            {
                var row = new MessageThread { FamilyId = thread.Family, Subject = thread.Subject, Kind = ThreadKind.Conversation };
                db.Threads.Add(row);
                foreach (var message in thread.Messages)
                {
                    var written = row.Add(message.Side, message.From, message.Body, clock.UtcNow().AddHours(-message.HoursAgo), key: null);
                    written.EmailsDecided = true;
                    db.Messages.Add(written);
                }

                (row.FamilyUnread, row.OfficeUnread) =
                    (thread.Messages.Count(m => m is { Side: Side.Office, Unread: true }),
                        thread.Messages.Count(m => m is { Side: Side.Family, Unread: true }));
            }
        }, ct);
    }

    private sealed record Demo(DemoThread[]? Threads = null);

    private sealed record DemoThread(Guid Family, string Subject, DemoMessage[] Messages);

    private sealed record DemoMessage(Side Side, string From, int HoursAgo, string Body, bool Unread = false);
}
