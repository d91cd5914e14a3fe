using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Preau.Testing;

/// <summary>What lies between two hosts, on loopback: it can be slow, and it can be cut in the middle of an answer.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _to;
    private readonly Task _accepting;

    /// <param name="to">Of the host behind it.</param>
    public Wire(string to)
    {
        _to = new Uri(to);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Before each piece that crosses, either way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Breaks what crosses now; new connections are taken again. Returns how many broke.</summary>
    public int Cut()
    {
        var cut = 0;
        foreach (var (socket, _) in _open)
        {
            if (_open.TryRemove(socket, out _))
            {
                socket.Close(0);
                cut++;
            }
        }

        return cut;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The end, or one who didn't wait.
            }
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using (near)
        using (var far = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            _open[near] = true;
            try
            {
                await far.ConnectAsync(_to.Host, _to.Port, _end.Token);
                await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Nobody there: the near end is closed, as a dead host's port would.
            }
            finally
            {
                _open.TryRemove(near, out _);
            }
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
            {
                await Task.Delay(Delay, _end.Token);
                await to.SendAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Cut.
        }
    }
}
