using System.Text;

namespace Preau.Ui;

/// <summary>
/// Sets the no-break spaces of French in a page as it goes out: before : ; ? ! » € %, and after «, in text and in the attributes that are shown or read aloud.
/// What else stands in tags, in fields and in code is left as it is, so that nothing typed changes by being shown.
/// </summary>
internal sealed class SpacedWriter(TextWriter inner) : TextWriter
{
    private const char NoBreak = '\u00A0';
    private static readonly string[] AsItIs = ["textarea", "code", "pre", "script", "style"];

    // A value is never among them: it is what is sent.
    private static readonly string[] Spoken = ["title", "aria-label", "placeholder", "alt", "aria-description", "data-l"];

    private readonly char[] _name = new char[12];
    private readonly char[] _attribute = new char[20];
    private char[] _out = new char[1024];
    private int _length;
    private int _named;
    private int _attributed;
    private bool _inTag;
    private bool _naming;
    private char _quote;
    private bool _spoken;
    private string? _within;
    private bool _space;
    private bool _opened;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Read(buffer);
        inner.Write(_out, 0, _length);
    }

    public override Task WriteAsync(char value) => WriteAsync(new[] { value }, 0, 1);

    public override Task WriteAsync(string? value)
    {
        Read(value.AsSpan());
        return inner.WriteAsync(_out, 0, _length);
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Read(buffer.AsSpan(index, count));
        return inner.WriteAsync(_out, 0, _length);
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Read(buffer.Span);
        return inner.WriteAsync(_out.AsMemory(0, _length), cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync() => inner.FlushAsync();

    public override async ValueTask DisposeAsync()
    {
        if (_space)
        {
            _space = false;
            await inner.WriteAsync(' ');
        }

        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Read(ReadOnlySpan<char> text)
    {
        // A space that was kept back may come out with it.
        if (_out.Length < text.Length + 1)
        {
            _out = new char[text.Length + 1];
        }

        _length = 0;
        foreach (var c in text)
        {
            if (_inTag)
            {
                ReadTag(c);
            }
            else if (c == '<')
            {
                EndOfSaying();
                (_inTag, _naming, _named, _attributed) = (true, true, 0, 0);
                _out[_length++] = c;
            }
            else if (_within is null)
            {
                Say(c);
            }
            else
            {
                _out[_length++] = c;
            }
        }
    }

    private void Say(char c)
    {
        if (_space)
        {
            _space = false;
            _out[_length++] = FrenchSpaces.Holds(c) ? NoBreak : ' ';
        }

        if (c == ' ')
        {
            if (_opened)
            {
                _out[_length++] = NoBreak;
            }

            _space = !_opened;
            _opened = false;
            return;
        }

        _opened = c == '«';
        _out[_length++] = c;
    }

    // What is said ends here: a space that was kept back comes out as it is.
    private void EndOfSaying()
    {
        if (_space)
        {
            _out[_length++] = ' ';
        }

        (_space, _opened) = (false, false);
    }

    private void ReadTag(char c)
    {
        if (_quote != '\0' && c != _quote)
        {
            if (_spoken)
            {
                Say(c);
            }
            else
            {
                _out[_length++] = c;
            }

            return;
        }

        if (_quote != '\0')
        {
            EndOfSaying();
            (_quote, _spoken, _attributed) = ('\0', false, 0);
            _out[_length++] = c;
            return;
        }

        _out[_length++] = c;
        if (_naming && (char.IsAsciiLetterOrDigit(c) || (c == '/' && _named == 0)) && _named < _name.Length)
        {
            _name[_named++] = char.ToLowerInvariant(c);
            return;
        }

        _naming = false;
        ReadAttribute(c);
    }

    private void ReadAttribute(char c)
    {
        switch (c)
        {
            case '"' or '\'':
                _quote = c;
                _spoken = IsSpoken(_attribute.AsSpan(0, _attributed));
                break;
            case '>':
                _inTag = false;
                EnterOrLeave(_name.AsSpan(0, _named));
                break;
            case ' ' or '\n' or '\r' or '\t':
                _attributed = 0;
                break;
            case not '=' when _attributed < _attribute.Length:
                _attribute[_attributed++] = char.ToLowerInvariant(c);
                break;
        }
    }

    private static bool IsSpoken(ReadOnlySpan<char> attribute)
    {
        foreach (var one in Spoken)
        {
            if (attribute.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }

    private void EnterOrLeave(ReadOnlySpan<char> name)
    {
        if (_within is null)
        {
            foreach (var one in AsItIs)
            {
                _within = name.SequenceEqual(one) ? one : _within;
            }
        }
        else if (name is ['/', .. var closed] && closed.SequenceEqual(_within))
        {
            _within = null;
        }
    }
}
