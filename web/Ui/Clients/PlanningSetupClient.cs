using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Settings of Planning: the draft agents share, its check, preview and trial, calendars. Permission "settings".</summary>
public sealed class PlanningSetupClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<SectionView> InForceAsync(CancellationToken ct) => GetAsync<SectionView>("settings", ct);

    public Task<SettingsDraftView> DraftAsync(CancellationToken ct) => GetAsync<SettingsDraftView>("settings/draft", ct);

    /// <summary>What contradicts itself in a document that is not saved.</summary>
    public Task<SettingsFinding[]> CheckAsync(JsonElement document, CancellationToken ct) =>
        PostAsync<SettingsFinding[]>("settings/check", new CheckSettings(false, document), ct);

    public Task<SettingsDraftView> ChangeAsync(ChangeDraft change, CancellationToken ct) =>
        SendAsync<SettingsDraftView>(HttpMethod.Patch, "settings/draft", change, ct);

    public Task<SettingsDraftView> StartAsync(StartDraft start, CancellationToken ct) => PostAsync<SettingsDraftView>("settings/draft", start, ct);

    public Task DropAsync(long revision, CancellationToken ct) => SendAsync(HttpMethod.Delete, "settings/draft" + Query(("basedOn", revision)), null, ct);

    public Task<SettingsDraftView> RenewAsync(long revision, CancellationToken ct) =>
        PostAsync<SettingsDraftView>("settings/draft/renew", new ApplyDraft(revision), ct);

    public Task<SettingsDraftView> ApplyAsync(long revision, string? correction, CancellationToken ct) =>
        PostAsync<SettingsDraftView>("settings/draft/apply", new ApplyDraft(revision, correction), ct);

    public Task<SettingsVersionsView> VersionsAsync(long? before, CancellationToken ct) =>
        GetAsync<SettingsVersionsView>(before is { } version ? $"settings/versions?before={version}" : "settings/versions", ct);

    public Task<RulePreview> PreviewAsync(string service, JsonElement? rule, DateOnly? from, CancellationToken ct) =>
        PostAsync<RulePreview>("settings/preview", new PreviewRule(service, rule, from), ct);

    public Task<AttendanceExample> AttendanceAsync(AskAttendance ask, CancellationToken ct) => PostAsync<AttendanceExample>("settings/attendance", ask, ct);

    public Task<SimulationView> SimulateAsync(DateOnly? from, DateOnly? until, CancellationToken ct) =>
        PostAsync<SimulationView>("settings/simulate", new SimulateSettings(true, from, until), ct);

    public Task<YearView> YearAsync(int? year, string? service, CancellationToken ct) =>
        GetAsync<YearView>("settings/calendar" + Query(("year", year), ("service", service)), ct);

    public Task<CalendarImportView> ImportAsync(string content, CancellationToken ct) =>
        PostAsync<CalendarImportView>("settings/calendar/import", new ImportCalendar(content), ct);

    public Task<YearCopyView[]> YearCopiesAsync(CancellationToken ct) => GetAsync<YearCopyView[]>("settings/next-year/runs", ct);

    public Task<UndoYearCopyView> UndoYearCopyAsync(Guid run, bool apply, CancellationToken ct) =>
        PostAsync<UndoYearCopyView>($"settings/next-year/runs/{run}/undo", new UndoYearCopy(apply), ct);

    public Task<CopyYearView> CopyYearAsync(CopyYear copy, CancellationToken ct) => PostAsync<CopyYearView>("settings/next-year", copy, ct);
}
