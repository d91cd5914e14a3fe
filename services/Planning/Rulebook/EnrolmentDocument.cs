namespace Preau.Planning.Rulebook;

/// <summary>How families ask for an enrolment in a service (F-62). A service without it is enrolled by agents only.</summary>
public sealed record EnrolmentDocument
{
    /// <summary>Who answers: automatic needs every required piece sent and a place left.</summary>
    public Validation Decision { get; init; } = Validation.Manual;

    public bool ResidentsOnly { get; init; }

    /// <summary>Children enrolled at the same time; null = not limited.</summary>
    public int? Capacity { get; init; }

    /// <summary>The family chooses days of the week.</summary>
    public bool Weekdays { get; init; }

    /// <summary>The days of the week chosen are booked with the enrolment, from the first day still in time.</summary>
    public bool Books { get; init; }

    /// <summary>A word to families above the form.</summary>
    public string? Help { get; init; }

    public IReadOnlyList<PieceDocument> Pieces { get; init; } = [];
}

/// <summary>A document asked with the request.</summary>
public sealed record PieceDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    public bool Required { get; init; } = true;

    /// <summary>It may be handed in at the counter.</summary>
    public bool AtCounter { get; init; } = true;

    public string? Help { get; init; }
}

/// <summary>What the shape of an enrolment can't say.</summary>
internal static class CheckEnrolment
{
    public static void Run(EnrolmentDocument? enrolment, string path, Action<bool, string, string> require)
    {
        if (enrolment is null)
        {
            return;
        }

        require(enrolment.Capacity is null or (>= 0 and <= 100_000), path + ".capacity", "0 to 100000");
        require(!enrolment.Books || enrolment.Weekdays, path + ".books", "days are booked only where days of the week are chosen (weekdays)");
        require(enrolment.Help is null || enrolment.Help.Length <= 500, path + ".help", "500 characters at most");
        require(enrolment.Pieces.Count <= 20, path + ".pieces", "20 pieces at most");
        for (var i = 0; i < enrolment.Pieces.Count; i++)
        {
            var piece = enrolment.Pieces[i];
            require(piece.Key.Length is > 0 and <= 64, $"{path}.pieces[{i}].key", "a key has 1 to 64 characters");
            require(enrolment.Pieces.Take(i).All(p => p.Key != piece.Key), $"{path}.pieces[{i}].key", $"\"{piece.Key}\" is used twice");
            require(piece.Label.Trim().Length is > 0 and <= 200, $"{path}.pieces[{i}].label", "1 to 200 characters");
        }
    }
}
