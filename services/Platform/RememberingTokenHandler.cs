using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Preau.Platform;

/// <summary>
/// A page asks several services several things with one token: its signature is checked once and remembered, for half a minute at most and never past its end.
/// Only good tokens are remembered, under their whole text.
/// </summary>
internal sealed class RememberingTokenHandler : JsonWebTokenHandler
{
    private const int Most = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_known.TryGetValue(token, out var known) && known.IsGood)
        {
            return known.ToResult();
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known[token] = new Known(result, TimeProvider.System.GetTimestamp());
        }
        else
        {
            _known.TryRemove(token, out _);
        }

        return result;
    }

    private sealed record Known(TokenValidationResult Result, long At)
    {
        // Half a minute by what has gone by, the end by the hour: a clock that is set back lengthens the one by nothing.
        public bool IsGood => TimeProvider.System.GetElapsedTime(At) < Longest && TimeProvider.System.GetUtcNow().UtcDateTime < Result.SecurityToken.ValidTo;

        // Each request has an identity of its own: what one adds to it, no other sees.
        public TokenValidationResult ToResult() => new()
        {
            ClaimsIdentity = Result.ClaimsIdentity.Clone(),
            IsValid = true,
            Issuer = Result.Issuer,
            SecurityToken = Result.SecurityToken,
            TokenType = Result.TokenType,
        };
    }
}
