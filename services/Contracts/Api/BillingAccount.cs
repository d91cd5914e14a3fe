using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>The running month on the home card: "décembre : déjà 42,30 €, avec ce qui est réservé 61,90 €".</summary>
/// <param name="Already">Days until today.</param>
/// <param name="Booked">With the days still to come.</param>
public sealed record RunningMonth(string Month, decimal Already, decimal Booked);

/// <summary>GET /api/{tenant}/billing/certificates[?family=…]: what can be read or printed, and tax certificates by year.</summary>
public sealed record CertificatesView(CertificateSummary[] Certificates, int[] TaxYears, DateOnly TaxReadyOn);

/// <param name="Kind">"tax", "payment" or "attendance".</param>
/// <param name="Number">Stays the same when printed again.</param>
public sealed record CertificateSummary(Guid Id, string Kind, string Number, string Label, DateTime At, decimal Amount);

/// <summary>POST /certificates: makes one or gives the same again. 409 "certificate.early" before 2 January of the next year.</summary>
public sealed record MakeCertificate([property: Required, RegularExpression("tax|payment|attendance")] string Kind, [property: Required] DateOnly? From,
    [property: Required] DateOnly? Until, Guid? Family = null);

/// <summary>GET /certificates/{id}: frozen when made, so a reprint is identical.</summary>
/// <param name="Hash">SHA-256 of the frozen document, hexadecimal.</param>
/// <param name="Cesu">Part paid by CESU, to be told apart.</param>
public sealed record CertificateView(
    Guid Id, string Kind, string Number, DateTime At, string Hash, string[] Issuer, string? Siret, string Payer, string[] Recipient, DateOnly From,
    DateOnly Until, CertificateChild[] Children, decimal Total, decimal Cesu, string[] Sentences);

public sealed record CertificateChild(string Name, DateOnly? BirthDate, decimal Amount, CertificateLine[] Lines);

/// <param name="Count">Days or slots, on an attendance certificate; hours where clocked.</param>
public sealed record CertificateLine(string Label, DateOnly? Date, int Count, decimal? Hours, decimal Amount);

/// <summary>POST /certificates/all, permission "billing": tax certificates of a year for every payer, in the background.</summary>
public sealed record MakeAllCertificates([property: Required, Range(2000, 2100)] int? Year);

/// <summary>GET /certificates/all/{year}[?after=…], permission "billing" or "money-view": 100 a page, by name; 404 for a year that is none.</summary>
/// <param name="Count">Of all pages, as <paramref name="Total"/>.</param>
public sealed record CertificatesOfYear(int Year, CertificateOfPayer[] Certificates, int Count, decimal Total, string? Next);

public sealed record CertificateOfPayer(Guid Id, Guid Family, string Payer, string Number, decimal Amount, DateTime At);

public sealed record CertificateJob(int Year, int Done, int Of, string State, DateTime At, string By);

/// <summary>GET /figures?from=2026-09&amp;until=2026-12[&amp;office=…], permission "billing" or "money-view".</summary>
public sealed record FiguresView(string From, string Until, MonthFigures[] Months, ServiceFigures[] Services, AgeFigures[] Ages, MealFigures[] Meals,
    HourFigures[] Hours, MonthFigures? Total = null);

/// <summary>What became of the invoices of a month: billed = paid + treasury + given up + unpaid.</summary>
/// <param name="Billed">Less what credit notes took off them, whenever.</param>
/// <param name="Received">Money that came in during the month, for whatever it was, less what was given back.</param>
public sealed record MonthFigures(string Month, decimal Billed, decimal Paid, decimal Treasury, decimal GivenUp, decimal Unpaid, decimal Received);

public sealed record ServiceFigures(string Month, string Unit, string Label, int Count, decimal Billed, decimal Paid);

/// <param name="Age">"notDue", "under30", "under60", "under90", "over90" days past due.</param>
public sealed record AgeFigures(string Age, string Label, int Invoices, decimal Amount);

/// <summary>Meals served at 1 € or less, by school and four months (facts §8).</summary>
/// <param name="Period">"2026-T3": September to December.</param>
public sealed record MealFigures(string Period, string School, int Meals, decimal Amount);

/// <summary>Realised and billed hours, apart (facts §9), by age, regime, centre and quarter.</summary>
public sealed record HourFigures(string Quarter, string Centre, string Age, string Regime, decimal Realised, decimal Billed);

/// <summary>GET /figures/lines?figure=…: the lines behind a number, 100 a page.</summary>
/// <param name="Total">Euros of all lines, whatever the page.</param>
/// <param name="Hours">Of all lines, when the number counts hours.</param>
public sealed record FigureLines(FigureLine[] Lines, decimal Total, int Count, string? Next, HourSum? Hours = null);

/// <param name="Hours">Of that day, when the number counts hours.</param>
public sealed record FigureLine(
    Guid? Invoice, string? Number, Guid Family, string Payer, string? Child, string Label, DateOnly Date, decimal Amount, HourSum? Hours = null);

public sealed record HourSum(decimal Realised, decimal Billed);

/// <summary>GET /audit?month=2026-12: acts on money of a month, the latest first. Permission "billing", "cash" or "money-view".</summary>
public sealed record AuditView(string Month, AuditAct[] Acts);

/// <param name="Kind">Where it can be opened: "run", "invoice", "payment", "deposit"; "day", "settings" and "certificates" have no id.</param>
public sealed record AuditAct(DateTime At, string By, string What, string? Payer, decimal? Amount, string Kind, Guid? Id = null);
