using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>A sum in euros, of whole cents unless said otherwise.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class EurosAttribute(double least, double most) : RangeAttribute(least, most)
{
    public int Decimals { get; init; } = 2;
}
