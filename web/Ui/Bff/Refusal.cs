namespace Preau.Ui.Bff;

/// <summary>A service refused: what a page is told that knows nothing more of it.</summary>
#pragma warning disable CA1710 // A refusal is an answer, carried as an exception.
public abstract class Refusal(int status, string code, string detail) : Exception
#pragma warning restore CA1710
{
    /// <summary>HTTP status of the answer.</summary>
    public int Status => status;

    /// <summary>Stable: "deadline.passed", "request.invalid"…</summary>
    public string Code => code;

    public string Detail => detail;
}
