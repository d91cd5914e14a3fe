using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Preau.Contracts.Api;
using Preau.Platform;
using SkiaSharp;

namespace Preau.Family.Documents;

/// <summary>A document of the demonstration: what was sent some days ago, and what became of it. Its file is a page that says so.</summary>
internal sealed record DemoDocument(
    Guid Family, string Key, DocumentStatus Status, int DaysAgo, string By, Guid? Child = null, DateOnly? Until = null, string? Reason = null,
    string? DecidedBy = null, string? Title = null);

internal static class DemoDocuments
{
    public static void Add(FamilyDb db, Vault vault, TimeProvider clock, IEnumerable<DemoDocument> documents)
    {
        foreach (var from in documents)
        {
            var at = clock.UtcNow().AddDays(-from.DaysAgo);
            var decided = from.Status is DocumentStatus.Accepted or DocumentStatus.Refused;
            var document = new FamilyDocument
            {
                FamilyId = from.Family,
                ChildId = from.Child ?? Guid.Empty,
                Key = from.Key,
                Status = from.Status,
                At = at,
                By = from.By,
                Until = from.Until,
                Reason = from.Reason,
                DecidedBy = decided ? from.DecidedBy ?? "Sophie Perrin" : null,
                DecidedAt = decided ? at.AddHours(30) : null,
                Version = 1,
            };
            var photo = from.Key == AskedDocument.PhotoKey;
            var bytes = photo ? Portrait(from.Title ?? "?") : Page(from.Title ?? from.Key);
            var file = new DocumentFile
            {
                DocumentId = document.Id,
                ContentType = photo ? "image/png" : "application/pdf",
                Size = bytes.Length,
                Hash = Convert.ToHexString(SHA256.HashData(bytes))
            };
            db.Documents.Add(document);
            db.DocumentFiles.Add(file);
            db.DocumentContents.Add(new DocumentContent { Id = file.Id, Sealed = vault.Seal(bytes, db.CurrentTenant, file.Id) });
            if (decided)
            {
                db.DocumentSights.Add(new DocumentSight { DocumentId = document.Id, At = document.DecidedAt!.Value.AddMinutes(-3), By = document.DecidedBy! });
            }
        }
    }

    /// <summary>A page with one line, in the standard font every reader has.</summary>
    private static byte[] Page(string text)
    {
        var words = string.Concat(text.Replace('’', '\'')
            .Select(c => c is '(' or ')' or '\\' ? "\\" + c : c < 128 ? c.ToString() : c < 256 ? "\\" + Convert.ToString(c, 8) : "?"));
        var content = $"BT /F1 16 Tf 60 760 Td ({words}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = objects.Select((o, i) =>
        {
            var at = pdf.Length;
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{o}\nendobj\n");
            return at;
        }).ToList();
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n")
            .AppendJoin("", offsets.Select(o => $"{o:0000000000} 00000 n \n"));
        pdf.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    /// <summary>Head and shoulders, drawn: no real child stands in the demonstration.</summary>
    private static byte[] Portrait(string name)
    {
        var hue = name.Sum(c => c) * 37 % 360;
        using var surface = SKSurface.Create(new SKImageInfo(320, 320));
        using var paint = new SKPaint { IsAntialias = true };
        surface.Canvas.Clear(SKColor.FromHsl(hue, 40, 82));
        Draw(SKColor.FromHsl(hue, 45, 42), 160, 330, 120);
        Draw(new SKColor(0xE8, 0xC3, 0xA0), 160, 145, 72);
        Draw(new SKColor(0x2A, 0x22, 0x1C), 136, 140, 7);
        Draw(new SKColor(0x2A, 0x22, 0x1C), 184, 140, 7);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 90);
        return png.ToArray();

        void Draw(SKColor colour, float x, float y, float radius)
        {
            paint.Color = colour;
            surface.Canvas.DrawCircle(x, y, radius, paint);
        }
    }
}
