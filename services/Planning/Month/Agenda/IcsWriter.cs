using System.Globalization;
using System.Text;

namespace Preau.Planning.Month.Agenda;

/// <summary>Lines of an iCalendar stream (RFC 5545): escaped texts, lines folded at 75 bytes, CRLF.</summary>
internal sealed class IcsWriter
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    /// <summary>A line whose value is no text: dates, keywords.</summary>
    public void Line(string name, string value) => Fold($"{name}:{value}");

    public void Text(string name, string value) => Fold($"{name}:{Escape(value)}");

    /// <summary>A whole day.</summary>
    public void Day(string name, DateOnly day) => Fold($"{name};VALUE=DATE:{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");

    /// <summary>A local time of a zone described in the same stream.</summary>
    public void Local(string name, string zone, DateTime local) =>
        Fold($"{name};TZID={zone}:{local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}");

    public void Utc(string name, DateTime utc) => Fold($"{name}:{utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    // 75 bytes without the line break; a sign of several bytes is never cut.
    private void Fold(string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > 75)
            {
                _text.Append("\r\n ");
                bytes = 1;
            }

            _text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
    }
}
