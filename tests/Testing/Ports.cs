using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Preau.Testing;

/// <summary>Ports of loopback for servers that tests start.</summary>
public static class Ports
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>Nobody listens there, and no outgoing connection is given it: it lies under the range the system draws those from (32768 and above),
    /// and above those the product draws itself.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(25_000, 32_000);
            if (!Given.TryAdd(port, true))
            {
                // Somebody of this process has it and may not have opened it yet.
                continue;
            }

            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
