using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Preau.Testing;

/// <summary>How the sink answers.</summary>
public enum SmtpMood
{
    Accepts,

    /// <summary>550 to every recipient.</summary>
    KnowsNobody,

    /// <summary>451 once the message is there.</summary>
    IsBusy,

    /// <summary>Keeps the message and hangs up before saying so: the sender can't know.</summary>
    HangsUpAfterData,

    /// <summary>Hangs up before greeting.</summary>
    HangsUp,
}

/// <summary>A mail server on loopback that keeps what it is given. It can be stopped and started again on the same port.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<MimeMessage> _received = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private CancellationTokenSource _stop = new();
    private TcpListener? _listener;
    private int _connections;

    /// <param name="up">False: the port is chosen, but nothing listens yet.</param>
    public SmtpSink(bool up = true)
    {
        Start();
        if (!up)
        {
            Stop();
        }
    }

    public int Port { get; private set; }

    public SmtpMood Mood { get; set; }

    /// <summary>What the sink waits for before it greets: until then a sender hangs.</summary>
    public Task Greets { get; set; } = Task.CompletedTask;

    /// <summary>Connections taken since the beginning, whatever came of them.</summary>
    public int Connections => _connections;

    /// <summary>Each message whose data arrived whole, confirmed or not.</summary>
    public IReadOnlyCollection<MimeMessage> Received => _received;

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener, _stop.Token);
    }

    public void Stop()
    {
        _stop.Cancel();
        _listener?.Stop();
        foreach (var client in _clients)
        {
            client.Close();
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ct);
                _clients.Add(client);
                Interlocked.Increment(ref _connections);
                _ = TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            if (Mood == SmtpMood.HangsUp)
            {
                return;
            }

            await Greets;
            await writer.WriteLineAsync("220 sink");
            while (await reader.ReadLineAsync() is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    await KeepAsync(reader);
                    if (Mood == SmtpMood.HangsUpAfterData)
                    {
                        return;
                    }
                }

                await writer.WriteLineAsync((verb, Mood) switch
                {
                    ("RCPT", SmtpMood.KnowsNobody) => "550 5.1.1 no such mailbox",
                    ("DATA", SmtpMood.IsBusy) => "451 4.3.0 later",
                    ("QUIT", _) => "221 bye",
                    ("EHLO" or "HELO" or "MAIL" or "RCPT" or "RSET" or "NOOP" or "DATA", _) => "250 ok",
                    _ => "502 no",
                });
                if (verb == "QUIT")
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // The other side left, or the sink was stopped.
        }
    }

    private async Task KeepAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        if (Mood != SmtpMood.IsBusy)
        {
            _received.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()))));
        }
    }
}
