namespace Preau.Contracts.Settings;

/// <summary>What says why a value is refused.</summary>
public interface IRefusal
{
    /// <summary>« De 1 à 60 jours. »</summary>
    string Sentence { get; }
}

/// <summary>Said of a value out of the range beside it, where the setting has words of its own for it (see <see cref="RefusedValues"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefusedAttribute(string sentence) : Attribute, IRefusal
{
    public string Sentence => sentence;
}

/// <summary>In place of the record, the file may have one sentence.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OrSentenceAttribute(int maxLength) : Attribute
{
    public int MaxLength => maxLength;
}
