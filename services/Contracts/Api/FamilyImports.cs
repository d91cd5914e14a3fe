using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// POST /api/{tenant}/family/imports/upload?name=…, permission "families": a CSV or XLSX file as the body, 10 MB at most. Read and kept, nothing written.
/// 400 "import.unreadable" with a sentence. GET …/imports/{id} shows it again as it stands; GET …/imports lists the runs.
/// </summary>
/// <param name="School">School of every child, for a file of one school.</param>
/// <param name="Creates">Families and children that are not known are created.</param>
/// <param name="Targets">Where a column may go.</param>
/// <param name="Asks">The first twenty lines where several children fit; <see cref="ImportCounts.Ask"/> says how many there are.</param>
/// <param name="Wrongs">Cells of the first fifty lines to correct.</param>
public sealed record ImportView(
    ImportSummary Run, string? School, bool Creates, string[] Schools, ImportColumn[] Columns, FilterOption[] Targets, ImportCounts Counts, ImportAsk[] Asks,
    ImportWrong[] Wrongs);

/// <summary>GET …/imports?page=: newest first.</summary>
public sealed record ImportsView(ImportSummary[] Runs, int Page, int Pages);

/// <param name="State">"Draft", "Running", "Done", "Undoing" or "Undone".</param>
/// <param name="Rows">Lines of the file without its header.</param>
/// <param name="Written">Lines written so far.</param>
/// <param name="Kept">After taking back: lines of which something stayed.</param>
/// <param name="UndoUntil">UTC; null when it can't be taken back.</param>
public sealed record ImportSummary(
    Guid Id, string FileName, string ReadAs, DateTime At, string By, string State, int Rows, int Written, int Families, int Children, int Updated, int Kept,
    DateTime? EndedAt, DateTime? UndoUntil);

/// <param name="Target">Empty: left aside.</param>
/// <param name="Example">First cell that is not empty.</param>
/// <param name="Read">What is read from it; null when nothing is.</param>
public sealed record ImportColumn(int Index, string Header, string Target, string Example, string? Read);

/// <param name="New">Lines that make a child or a family.</param>
/// <param name="Families">New files they make.</param>
public sealed record ImportCounts(int New, int Families, int Update, int Ask, int Wrong, int Left)
{
    public int Ready => New + Update;
}

/// <param name="Choice">A child's id, "new", or null.</param>
public sealed record ImportAsk(int Line, string Who, ImportCandidate[] Candidates, string? Choice);

public sealed record ImportCandidate(Guid Child, string Text, string Help);

/// <param name="Column">-1: the whole line, which can only be left.</param>
/// <param name="Choices">Empty: written freely.</param>
public sealed record ImportWrong(int Line, int Column, string Label, string Read, string Expected, string[] Choices, string Who);

/// <summary>PUT …/imports/{id}: what changes of a draft. Answers the <see cref="ImportView"/>. 409 "import.started" once it runs.</summary>
/// <param name="Mapping">For every column its target, empty to leave it.</param>
/// <param name="School">Empty: none.</param>
/// <param name="TakeBack">All lines that were left are looked at again.</param>
public sealed record ChangeImport(
    [property: MaxLength(200)] string[]? Mapping, [property: MaxLength(100)] string? School, bool? Creates, [property: MaxLength(500)] ImportFix[]? Fixes,
    [property: MaxLength(500)] ImportChoice[]? Choices,
    bool TakeBack = false);

public sealed record ImportFix(int Line, int Column, [property: MaxLength(300)] string? Value);

/// <param name="Choice">A child's id, "new", "skip", or empty to ask again.</param>
public sealed record ImportChoice(int Line, [property: MaxLength(40)] string? Choice);
