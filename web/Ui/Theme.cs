using System.Globalization;

namespace Preau.Ui;

/// <summary>A commune's one colour and what is computed from it. By day it is roof and accent; by night the accent is <see cref="Night"/>.</summary>
public sealed class Theme
{
    /// <summary>Préau's own green, for pages without a commune.</summary>
    public const string DefaultBrand = "#2F6B3A";

    private Theme(Rgb colour)
    {
        Brand = colour.Hex;
        colour = Rgb.Parse(Brand);
        ContrastWithWhite = 1.05 / (colour.Luminance + 0.05);
        var (_, chroma, hue) = colour.ToOklch();
        Night = Fit(0.80, Math.Min(chroma, 0.12), hue).Hex;
    }

    /// <summary>Six upper case hexadecimal digits after a #.</summary>
    public string Brand { get; }

    /// <summary>Same hue in OKLCH, lightness 0.80, chroma at most 0.12 and lowered until the colour exists in sRGB.</summary>
    public string Night { get; }

    /// <summary>WCAG contrast of white text on the roof: 1 to 21.</summary>
    public double ContrastWithWhite { get; }

    /// <summary>White text is legible on it (WCAG 2.1, 1.4.3: 4.5 to 1). Saving a colour that does not pass is refused.</summary>
    public bool Passes => ContrastWithWhite >= 4.5;

    /// <summary>Address of the commune's style sheet.</summary>
    public string Url => $"/_ui/theme/{Digits}.css";

    /// <summary>Address of the mark in the commune's colour, for the browser's tab.</summary>
    public string MarkUrl => $"/_ui/theme/{Digits}.svg";

    internal string Css => $":root{{--brand:{Brand};--brand-night:{Night}}}";

    internal string Mark =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -1 42 40"><rect x="-3" y="-1" width="42" height="40" rx="9" fill="{Brand}"/>"""
        + """<path fill="#FFF" d="M1 12.5 35 5v6L1 18.5zM7 19l3-.7V31H7zM26 14.9l3-.7V31h-3zM3 31h30v2H3z"/></svg>""";

    private string Digits => Brand[1..].ToLowerInvariant();

    /// <summary>Reads <c>#2F6B3A</c> or <c>2f6b3a</c>; nothing else is a colour here.</summary>
    public static bool TryParse(string? text, out Theme theme)
    {
        var digits = text?.Trim().TrimStart('#') ?? "";
        if (digits.Length == 6 && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            theme = new(new Rgb(((value >> 16) & 255) / 255d, ((value >> 8) & 255) / 255d, (value & 255) / 255d));
            return true;
        }

        theme = new(Rgb.Parse(DefaultBrand));
        return false;
    }

    /// <summary>The colour, or the default one for a text that is no colour.</summary>
    public static Theme Of(string? text) => TryParse(text, out var theme) ? theme : new(Rgb.Parse(DefaultBrand));

    /// <summary>The nearest colour that passes: same hue, darkened by the least amount. Itself when it passes.</summary>
    public Theme Proposal()
    {
        if (Passes)
        {
            return this;
        }

        var (lightness, chroma, hue) = Rgb.Parse(Brand).ToOklch();
        var (dark, light) = (0d, lightness);
        for (var step = 0; step < 24; step++)
        {
            var middle = (dark + light) / 2;
            (dark, light) = new Theme(Fit(middle, chroma, hue)).Passes ? (middle, light) : (dark, middle);
        }

        return new(Fit(dark, chroma, hue));
    }

    private static Rgb Fit(double lightness, double chroma, double hue)
    {
        var whole = Rgb.FromOklch(lightness, chroma, hue);
        var (low, high) = (0d, chroma);
        for (var step = 0; step < 24 && !whole.Exists; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Rgb.FromOklch(lightness, middle, hue).Exists ? (middle, high) : (low, middle);
        }

        return whole.Exists ? whole : Rgb.FromOklch(lightness, low, hue);
    }

    /// <summary>sRGB, 0 to 1 a channel. OKLab: Björn Ottosson, 2020, as in CSS Color 4.</summary>
    private readonly record struct Rgb(double R, double G, double B)
    {
        public bool Exists => Inside(R) && Inside(G) && Inside(B);

        public double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

        public string Hex => $"#{Byte(R):X2}{Byte(G):X2}{Byte(B):X2}";

        public static Rgb Parse(string hex) => new(Channel(hex, 1), Channel(hex, 3), Channel(hex, 5));

        public (double L, double C, double H) ToOklch()
        {
            var (r, g, b) = (Linear(R), Linear(G), Linear(B));
            var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
            var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
            var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
            var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
            var yellow = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
            return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Round(Math.Sqrt((a * a) + (yellow * yellow)), 5), Math.Atan2(yellow, a));
        }

        public static Rgb FromOklch(double lightness, double chroma, double hue)
        {
            var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
            var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
            var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
            var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
            return new(
                Curve((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
                Curve((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
                Curve((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
        }

        private static bool Inside(double channel) => channel is >= 0 and <= 1;

        private static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);

        private static double Curve(double channel) => channel <= 0.0031308 ? channel * 12.92 : (1.055 * Math.Pow(channel, 1 / 2.4)) - 0.055;

        private static int Byte(double channel) => (int)Math.Round(Math.Clamp(channel, 0, 1) * 255);

        private static double Channel(string hex, int at) => byte.Parse(hex.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 255d;
    }
}
