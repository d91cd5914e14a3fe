using System.Net;
using System.Net.Sockets;

namespace Preau.Testing;

/// <summary>Ports of loopback for servers that tests start.</summary>
public static class Ports
{
    /// <summary>Nobody listens there, and no outgoing connection is given it: it lies under the range the system draws those from (32768 and above).</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(18_000, 32_000);
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
