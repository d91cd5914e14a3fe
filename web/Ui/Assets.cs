using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Preau.Ui;

/// <summary>Styles, scripts and icons of all hosts: read once from www/ beside the program, served under /_ui with their hash in the address.</summary>
public static class Assets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, Asset> Files = Load(Path.Combine(AppContext.BaseDirectory, "www"));

    /// <summary>Address of a file of www/, e.g. <c>/_ui/preau.css?v=1f0c9a2b</c>: the same for all communes, so cached once.</summary>
    /// <exception cref="ArgumentException">No such file: a mistake in a page.</exception>
    public static string Url(string file) =>
        Files.TryGetValue(file, out var asset) ? asset.Url : throw new ArgumentException($"www/{file} does not exist.", nameof(file));

    /// <summary>Serves /_ui/ (files and commune themes) to anyone, without a tenant.</summary>
    public static WebApplication MapUiAssets(this WebApplication app)
    {
        app.MapMethods("/_ui/theme/{file}", ["GET", "HEAD"], ServeTheme).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/_ui/{**file}", ["GET", "HEAD"], ServeFile).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    private static Task ServeFile(HttpContext http)
    {
        if (http.GetRouteValue("file") is not string file || !Files.TryGetValue(file, out var asset))
        {
            return NotFound(http);
        }

        // A replica of another version may be asked for a hash it does not hold: its answer must not be kept under that hash.
        var cache = http.Request.Query["v"] == asset.Hash ? Forever : "no-cache";
        var encoding = asset.Brotli is null ? null : Choose(http.Request);
        var body = encoding switch { "br" => asset.Brotli!.Value, "gzip" => asset.Gzip!.Value, _ => asset.Bytes };
        return Send(http, body, asset.Type, cache, $"\"{asset.Hash}{(encoding is null ? "" : "-" + encoding)}\"", encoding);
    }

    private static Task ServeTheme(HttpContext http)
    {
        var file = (string)http.GetRouteValue("file")!;
        var (stem, type) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        if (stem.Length != 6 || !Theme.TryParse(stem, out var theme))
        {
            return NotFound(http);
        }

        return type switch
        {
            ".css" => Send(http, System.Text.Encoding.ASCII.GetBytes(theme.Css), "text/css", Forever, $"\"{stem}\"", null),
            ".svg" => Send(http, System.Text.Encoding.ASCII.GetBytes(theme.Mark), "image/svg+xml", Forever, $"\"{stem}\"", null),
            _ => NotFound(http),
        };
    }

    private static Task Send(HttpContext http, byte[] body, string type, string cache, string etag, string? encoding)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cache;
        headers.ETag = etag;
        headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch.Any(sent => sent is not null && sent.Contains(etag, StringComparison.Ordinal)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body).AsTask();
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static string? Choose(HttpRequest request)
    {
        var accepted = StringWithQualityHeaderValue.ParseList(request.Headers.AcceptEncoding).Where(e => e.Quality is not 0).Select(e => e.Value.Value)
            .ToList();
        return accepted.Contains("br") ? "br" : accepted.Contains("gzip") ? "gzip" : null;
    }

    private static FrozenDictionary<string, Asset> Load(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .GroupBy(Served)
            .Select(file => new Asset(file.Key, [.. Parts(file.Key, [.. file]).SelectMany(part => File.ReadAllBytes(Path.Combine(folder, part)))]))
            .ToFrozenDictionary(asset => asset.Name);

    /// <summary>
    /// The files of which one is made, in their order. A whole sheet beside the folder of its parts is left from an older version that was unpacked at the
    /// same place: it isn't joined in front of them.
    /// </summary>
    public static IEnumerable<string> Parts(string served, string[] files) =>
        files.Where(file => files.Length == 1 || file != served).Order(StringComparer.Ordinal);

    // Sheets of a folder are one file in the order of their names, preau/1-base.css and so on as preau.css: several to read, one to fetch.
    private static string Served(string name) =>
        name.EndsWith(".css", StringComparison.Ordinal) && name.IndexOf('/') is > 0 and var end ? name[..end] + ".css" : name;

    private sealed class Asset
    {
        public Asset(string name, byte[] bytes)
        {
            (Name, Bytes) = (name, bytes);
            Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..8];
            Url = $"/_ui/{name}?v={Hash}";
            Type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" or ".mjs" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                ".webmanifest" => "application/manifest+json",
                ".png" => "image/png",
                ".woff2" => "font/woff2",
                _ => "application/octet-stream",
            };
            if (Type.StartsWith("text/", StringComparison.Ordinal) || Type.EndsWith("xml", StringComparison.Ordinal)
                || Type.EndsWith("json", StringComparison.Ordinal))
            {
                Brotli = new(() => Squeeze(to => new BrotliStream(to, CompressionLevel.SmallestSize)));
                Gzip = new(() => Squeeze(to => new GZipStream(to, CompressionLevel.SmallestSize)));
            }
        }

        public string Name { get; }
        public byte[] Bytes { get; }
        public string Hash { get; }
        public string Url { get; }
        public string Type { get; }
        public Lazy<byte[]>? Brotli { get; }
        public Lazy<byte[]>? Gzip { get; }

        private byte[] Squeeze(Func<Stream, Stream> open)
        {
            using var to = new MemoryStream();
            using (var squeeze = open(to))
            {
                squeeze.Write(Bytes);
            }

            return to.ToArray();
        }
    }
}
