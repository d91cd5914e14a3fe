using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Preau.Identity.SignIn;

/// <summary>Too many people sign in at this moment: the one who waits longest would wait too long.</summary>
internal sealed class TooBusyException : Exception;

/// <summary>
/// Hashing a password is slow on purpose: half of the processors at most are busy with it, whoever comes more waits in a line, and a line too long is refused,
/// so that a rush of sign-ins (or an attack) never slows the rest.
/// </summary>
internal sealed class HashingLine : IDisposable
{
    private const int Longest = 64;
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    public async Task<T> RunAsync<T>(Func<T> hash, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > Longest)
        {
            Interlocked.Decrement(ref _waiting);
            throw new TooBusyException();
        }

        try
        {
            await _places.WaitAsync(ct);
            try
            {
                return await Task.Run(hash, ct);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _places.Dispose();
}

/// <summary>A password is the signs one means: « é » typed as one sign or as two is the same.</summary>
internal sealed class ComposedPasswords(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
{
    public override string HashPassword(Account user, string password) => base.HashPassword(user, Composed(password));

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Composed(providedPassword));

    public static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a sign: no keyboard types it, and it is nobody's password.
            return text;
        }
    }
}
