using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Preau.Planning;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>The second Tuesday of December 2026, 9.10.</summary>
public sealed class SetupFormsHost : IAsyncLifetime
{
    public ServiceUnderTest Planning { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Planning = await ServiceUnderTest.StartAsync(
        PlanningApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
        ("Tenants:Directory", Path.Combine(Root, "deploy", "tenants")));

    public ValueTask DisposeAsync() => Planning.DisposeAsync();

    /// <summary>Of the repository.</summary>
    internal static string Root
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory!.FullName, "Preau.slnx")))
            {
                directory = directory.Parent;
            }

            return directory.FullName;
        }
    }
}

/// <summary>Filling and sending the forms of set-up pages as a person does.</summary>
internal static class SetupForms
{
    public static List<string> PagesOf(JsonNode document)
    {
        List<string> pages = ["/reglages/commune"];
        pages.AddRange(document["absenceReasons"]!.AsArray().Select(r => $"/reglages/motifs/{r!["key"]}"));
        foreach (var (name, versions) in document["rules"]!.AsObject())
        {
            pages.AddRange(versions!.AsArray().Select(v => $"/reglages/regles/{name}?version={v!["validFrom"]}"));
            pages.AddRange(versions.AsArray().SelectMany(v => v!["periods"]?.AsArray() ?? []).Select(p => $"/reglages/periodes/regle/{name}/{p!["key"]}"));
        }

        foreach (var facility in document["facilities"]!.AsArray())
        {
            pages.Add($"/reglages/accueils/{facility!["key"]}");
            pages.AddRange((facility["pools"]?.AsArray() ?? []).Select(p => $"/reglages/accueils/{facility["key"]}/places/{p!["key"]}"));
            foreach (var service in facility["services"]!.AsArray())
            {
                var at = $"/reglages/services/{service!["key"]}";
                pages.AddRange([at, at + "/inscriptions", .. service["units"]!.AsArray().Select(u => $"{at}/prestations/{u!["key"]}")]);
                pages.AddRange((service["periods"]?.AsArray() ?? []).Select(p => $"/reglages/periodes/service/{service["key"]}/{p!["key"]}"));
            }
        }

        return pages;
    }

    /// <summary>Where the form saves, or null for one that takes something away or only moves rows.</summary>
    public static string? Saves(IHtmlFormElement form)
    {
        var save = form.QuerySelectorAll("button.main").OfType<IHtmlButtonElement>().FirstOrDefault();
        return save is null ? null : save.GetAttribute("formaction") ?? form.GetAttribute("action");
    }

    public static async Task<Front.Shown> SaveAsync(Front front, Front.Shown page, string action, params (string, string)[] values)
    {
        var form = page.Document.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => Saves(f) == action);
        form.SetAttribute("action", action);
        form.SetAttribute("id", "sent");
        return await front.SubmitAsync(page, "#sent", values);
    }

    public static Task<Front.Shown> SubmitAsync(Front front, Front.Shown page, string form, string handler, params (string, string)[] values)
    {
        var element = (IHtmlFormElement)page.Document.QuerySelector(form)!;
        var actions = element.QuerySelectorAll("button[formaction]").Select(b => b.GetAttribute("formaction")!).Append(element.GetAttribute("action") ?? "");
        element.SetAttribute("action",
            actions.First(a => a.EndsWith("handler=" + handler, StringComparison.Ordinal) || a.Contains($"handler={handler}&", StringComparison.Ordinal)));
        return front.SubmitAsync(page, form, values);
    }

    public static IHtmlFormElement Form(Front.Shown page) => (IHtmlFormElement)page.Document.QuerySelector("main form.cols")!;

    public static string Value(Front.Shown page, string name) =>
        page.Document.QuerySelector($"[name='{name}']") switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", _ => "none" };

    public static string Error(Front.Shown page, string name) =>
        page.Document.GetElementById(name.Replace('.', '_').Replace('[', '_').Replace(']', '_') + "-erreur")?.TextContent ?? "none";

    /// <summary>Makes the row buttons the way to send the form.</summary>
    public static string RowsAction(Front.Shown page)
    {
        var form = Form(page);
        var rows = form.QuerySelector("button[formaction*='handler=Rows']")!.GetAttribute("formaction")!;
        form.QuerySelectorAll("button.main")[0].SetAttribute("formaction", rows);
        return rows;
    }
}
