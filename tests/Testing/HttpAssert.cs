using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Preau.Testing;

/// <summary>Assertions that print the body, and readers that fail with it.</summary>
public static class HttpAssert
{
    public static async Task StatusAsync(HttpStatusCode expected, HttpResponseMessage response)
    {
        if (response.StatusCode != expected)
        {
            Assert.Fail(
                $"Expected {(int)expected}, got {(int)response.StatusCode}: {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}\n{await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>A problem with this status and stable code.</summary>
    public static async Task ProblemAsync(HttpStatusCode expected, string code, HttpResponseMessage response)
    {
        await StatusAsync(expected, response);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Assert.Fail(
                $"{(int)response.StatusCode}: {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}\n{await response.Content.ReadAsStringAsync()}");
        }

        return (await response.Content.ReadFromJsonAsync<T>())!;
    }

    public static async Task<T> GetAsAsync<T>(this HttpClient client, string path) => await (await client.GetAsync(path)).ReadAsync<T>();

    public static async Task<T> PostAsAsync<T>(this HttpClient client, string path, object body) =>
        await (await client.PostAsJsonAsync(path, body)).ReadAsync<T>();
}
