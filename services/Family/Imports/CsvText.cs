using System.Text;

namespace Preau.Family.Imports;

/// <summary>The rows of a CSV text (RFC 4180): quotes hold separators, line ends and doubled quotes; any line end counts one.</summary>
internal sealed class CsvText(string text, char separator)
{
    private readonly List<(int Line, string[] Cells)> _rows = [];
    private readonly List<string> _cells = [];
    private readonly StringBuilder _cell = new();
    private bool _quoted;
    private int _line = 1;
    private int _start = 1;

    /// <returns>Each with the line of the file on which it begins, from 1.</returns>
    /// <exception cref="TableException">A quote is never closed.</exception>
    public List<(int Line, string[] Cells)> Rows()
    {
        for (var i = 0; i < text.Length; i++)
        {
            // Both signs of a Windows line end are one end: the first is passed over.
            if (text[i] == '\r' && Next(i) == '\n')
            {
                if (_quoted)
                {
                    _cell.Append('\r');
                }

                continue;
            }

            _line += text[i] is '\r' or '\n' ? 1 : 0;
            i += _quoted ? TakeQuoted(i) : TakePlain(text[i]);
        }

        if (_quoted)
        {
            throw new TableException($"Un guillemet ouvert à partir de la ligne {_start} n’est jamais fermé.");
        }

        EndRow();
        return _rows;
    }

    /// <returns>How many signs more it took.</returns>
    private int TakeQuoted(int i)
    {
        if (text[i] != '"')
        {
            _cell.Append(text[i]);
            return 0;
        }

        if (Next(i) != '"')
        {
            _quoted = false;
            return 0;
        }

        _cell.Append('"');
        return 1;
    }

    private int TakePlain(char sign)
    {
        if (sign == '"' && string.IsNullOrWhiteSpace(_cell.ToString()))
        {
            _cell.Clear();
            _quoted = true;
        }
        else if (sign == separator)
        {
            EndCell();
        }
        else if (sign is '\r' or '\n')
        {
            EndRow();
        }
        else
        {
            _cell.Append(sign);
        }

        return 0;
    }

    private char? Next(int i) => i + 1 < text.Length ? text[i + 1] : null;

    private void EndCell()
    {
        _cells.Add(_cell.ToString().Trim());
        _cell.Clear();
    }

    private void EndRow()
    {
        EndCell();
        _rows.Add((_start, [.. _cells]));
        _cells.Clear();
        _start = _line;
    }
}
