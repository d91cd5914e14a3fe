using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Preau.Contracts.Settings;

namespace Preau.Ui.Tags;

/// <summary>
/// <c>&lt;field for="Input.Email" type="email" label="Adresse électronique" help="…" autocomplete="email" required /&gt;</c>: label, help, control, error.
/// Types: those of input, plus textarea, select, radio, checks (several values) and check (one box). Other attributes go to the control.
/// A property that is a setting of the commune's file (<see cref="SettingAttribute"/>) brings label, help and range itself.
/// What stands between the tags follows the control. After a failed post the value and the error come from the model state.
/// </summary>
public sealed class Field : TagHelper
{
    /// <summary>The property of the model; or give <see cref="Name"/> and <see cref="Value"/>.</summary>
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public object? Value { get; set; }

    public string Label { get; set; } = "";

    public string? Help { get; set; }

    public string Type { get; set; } = "text";

    /// <summary>Choices of select, radio and checks.</summary>
    public IEnumerable<SelectListItem> Options { get; set; } = [];

    /// <summary>One of several fields of the same name, and not of the form that was sent: neither its value nor its error are this one's.</summary>
    public bool Silent { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <summary>Labels of the fields of this page so far, in their order: the error summary names them.</summary>
    internal static Dictionary<string, string> Labels(HttpContext http)
    {
        if (http.Items[typeof(Field)] is not Dictionary<string, string> labels)
        {
            http.Items[typeof(Field)] = labels = [];
        }

        return labels;
    }

    /// <summary>A control of a table that isn't drawn as a field has its place in the error summary all the
    /// same. Its id is <see cref="TagBuilder.CreateSanitizedId"/> of its name.</summary>
    public static void Announce(HttpContext http, string name, string label) => Labels(http)[name] = label;

    public static string Text(ModelError error) => error.ErrorMessage.Length > 0 ? error.ErrorMessage : "Cette réponse n’a pas pu être lue.";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var name = View.ViewData.TemplateInfo.GetFullHtmlFieldName(For?.Name ?? Name ?? throw new InvalidOperationException("A field needs for or name."));
        var id = output.Attributes["id"]?.Value.ToString() ?? TagBuilder.CreateSanitizedId(name, "_");
        var state = Silent ? null : View.ModelState[name];
        var error = state is { Errors.Count: > 0 } ? Text(state.Errors[0]) : null;
        var group = Type is "radio" or "checks";
        var more = await output.GetChildContentAsync();
        var setting = For?.Metadata.ValidatorMetadata.OfType<SettingAttribute>().FirstOrDefault();
        Label = Label.Length == 0 && setting is not null ? setting.Member.Label : Label;
        Help ??= setting?.Member.Help;
        Labels(View.HttpContext)[name] = Label;

        var control = new AttributeDictionary { ["id"] = id, ["name"] = name };
        foreach (var attribute in output.Attributes)
        {
            control[attribute.Name] = attribute.ValueStyle == HtmlAttributeValueStyle.Minimized ? "" : attribute.Value?.ToString();
        }

        output.Attributes.Clear();
        Bound(control, setting);
        // The error is read first: it is why one is here again.
        var described = string.Join(' ', new[] { error is null ? null : id + "-erreur", Help is null ? null : id + "-aide" }.OfType<string>());
        if (error is not null && !group)
        {
            control["aria-invalid"] = "true";
        }

        if (described.Length > 0)
        {
            (group ? null : control)?.Add("aria-describedby", described);
        }

        output.TagName = group ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        if (group && described.Length > 0)
        {
            output.Attributes.SetAttribute("aria-describedby", described);
        }

        if (Type != "check")
        {
            output.Content.AppendHtml(Tag(group ? "legend" : "label", group ? [] : new() { ["for"] = id }, Label));
        }

        if (Help is not null)
        {
            output.Content.AppendHtml(Tag("span", new() { ["class"] = "help", ["id"] = id + "-aide" }, Help));
        }

        output.Content.AppendHtml(Type == "password" ? Secret(control, id) : Control(control, Values(state))).AppendHtml(more);
        if (error is not null)
        {
            output.Content.AppendHtml($"<p class=\"error\" id=\"{id}-erreur\">").AppendHtml(Icon.Svg("warn")).AppendHtml("<span>").Append(error)
                .AppendHtml("</span></p>");
        }
    }

    // What the record permits, so that the browser says it before the server does.
    private void Bound(AttributeDictionary control, SettingAttribute? setting)
    {
        if (setting?.Member.Range is { } range && Type == "number")
        {
            control.TryAdd("min", Convert.ToString(range.Minimum, CultureInfo.InvariantCulture));
            control.TryAdd("max", Convert.ToString(range.Maximum, CultureInfo.InvariantCulture));
        }

        if (setting?.Member.Length is { } length && Type is ("text" or "textarea"))
        {
            control.TryAdd("maxlength", length.MaximumLength.ToString(CultureInfo.InvariantCulture));
        }

        if (setting is { IsNeeded: true } && Type is not ("check" or "checks"))
        {
            control.TryAdd("required", "");
        }
    }

    // With its button to show what is typed, which a script makes work.
    private TagBuilder Secret(AttributeDictionary control, string id)
    {
        var show = Tag("button", new() { ["type"] = "button", ["class"] = "btn", ["data-reveal"] = id, ["aria-controls"] = id, ["hidden"] = "" }, "Afficher");
        show.InnerHtml.AppendHtml(Tag("span", new() { ["class"] = "vh" }, $" : {Label}"));
        var both = Tag("div", new() { ["class"] = "secret" }, null);
        both.InnerHtml.AppendHtml(Control(control, [])).AppendHtml(show);
        return both;
    }

    private TagBuilder Control(AttributeDictionary control, IReadOnlyList<string> values)
    {
        switch (Type)
        {
            case "textarea":
                control.TryAdd("rows", "4");
                // The browser drops the first line break after the tag; without this one a text that begins with one would lose it.
                return Tag("textarea", Input(control), "\n" + string.Concat(values.Take(1)));
            case "select":
                var select = Tag("select", Input(control), null);
                foreach (var option in Options)
                {
                    select.InnerHtml.AppendHtml(Tag("option", Chosen(option, values, "selected", []), option.Text));
                }

                return select;
            case "radio" or "checks":
                return Picks(control, values);
            case "check":
                control["type"] = "checkbox";
                control["value"] = "true";
                if (values.Contains("true", StringComparer.OrdinalIgnoreCase))
                {
                    control["checked"] = "";
                }

                var check = Tag("label", new() { ["class"] = "check" }, null);
                check.InnerHtml.AppendHtml(Tag("input", control, null)).AppendHtml(Tag("span", [], Label));
                return check;
            default:
                control["type"] = Type;
                // A password or a file is never sent back.
                if (Type is not ("password" or "file") && values.Count > 0)
                {
                    control["value"] = values[0];
                }

                return Tag("input", Input(control), null);
        }
    }

    private TagBuilder Picks(AttributeDictionary control, IReadOnlyList<string> values)
    {
        // Names that are no single short word don't share a line of a narrow column: they would be torn.
        var picks = Tag("div", new() { ["class"] = Options.Any(o => o.Text?.Length > 12) ? "picks long" : "picks" }, null);
        var first = true;
        foreach (var option in Options)
        {
            var input = Chosen(option, values, "checked", new() { ["type"] = Type == "radio" ? "radio" : "checkbox", ["name"] = control["name"] });
            // The first one bears the field's id: the summary's link leads to it.
            if (first)
            {
                input["id"] = control["id"];
            }

            if (control.ContainsKey("required") && Type == "radio")
            {
                input["required"] = "";
            }

            first = false;
            var pick = Tag("label", new() { ["class"] = "pick" }, null);
            pick.InnerHtml.AppendHtml(Tag("input", input, null)).AppendHtml(Tag("span", [], option.Text));
            picks.InnerHtml.AppendHtml(pick);
        }

        return picks;
    }

    private IReadOnlyList<string> Values(ModelStateEntry? state)
    {
        if (state?.RawValue is not null)
        {
            return state.RawValue as string[] ?? [Written(state.RawValue)];
        }

        var model = For?.Model ?? Value;
        return model switch
        {
            null => [],
            string text => [text],
            System.Collections.IEnumerable many => [.. many.Cast<object>().Select(Written)],
            _ => [Written(model)],
        };
    }

    private string Written(object value) => value switch
    {
        // As in a form, not as in C#: « true » is what its choices say.
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        // input type=number speaks English, people write commas.
        IFormattable number when Type == "number" => number.ToString(null, CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("0.##", CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };

    private static AttributeDictionary Input(AttributeDictionary control)
    {
        control["class"] = control.TryGetValue("class", out var own) ? $"input {own}" : "input";
        return control;
    }

    private static AttributeDictionary Chosen(SelectListItem option, IReadOnlyList<string> values, string mark, AttributeDictionary attributes)
    {
        attributes["value"] = option.Value ?? option.Text;
        if (values.Contains(option.Value ?? option.Text) || (values.Count == 0 && option.Selected))
        {
            attributes[mark] = "";
        }

        if (option.Disabled)
        {
            attributes["disabled"] = "";
        }

        return attributes;
    }

    private static TagBuilder Tag(string name, AttributeDictionary attributes, string? text)
    {
        var tag = new TagBuilder(name) { TagRenderMode = name == "input" ? TagRenderMode.SelfClosing : TagRenderMode.Normal };
        tag.MergeAttributes(attributes);
        if (text is not null)
        {
            tag.InnerHtml.Append(text);
        }

        return tag;
    }
}
