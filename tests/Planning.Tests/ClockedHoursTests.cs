using Preau.Planning.Attending.RollCall;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Tests;

/// <summary>§3.9: real, billed and CAF times. Slot 16:30 to 18:30 unless said.</summary>
public sealed class ClockedHoursTests
{
    private static readonly SlotDocument Slot = new(new TimeOnly(16, 30), new TimeOnly(18, 30));

    [Theory]
    [InlineData(15, HourRounding.Started, 0, 0, "16:30", "16:45", 0.25)]
    [InlineData(15, HourRounding.Started, 0, 0, "16:30", "16:46", 0.5)]
    [InlineData(15, HourRounding.Started, 5, 0, "16:30", "16:50", 0.25)]
    [InlineData(15, HourRounding.Started, 5, 0, "16:30", "16:51", 0.5)]
    [InlineData(15, HourRounding.Started, 5, 0, "16:30", "16:34", 0)]
    [InlineData(15, HourRounding.Started, 5, 30, "16:30", "16:34", 0.5)]
    [InlineData(15, HourRounding.Nearest, 0, 0, "16:30", "16:52", 0.25)]
    [InlineData(15, HourRounding.Nearest, 0, 0, "16:30", "16:53", 0.5)]
    [InlineData(30, HourRounding.Started, 0, 0, "16:30", "17:01", 1)]
    [InlineData(30, HourRounding.Nearest, 0, 0, "16:30", "16:45", 0.5)]
    [InlineData(60, HourRounding.Started, 0, 0, "16:30", "16:31", 1)]
    [InlineData(60, HourRounding.Nearest, 0, 0, "16:30", "16:59", 0)]
    [InlineData(15, HourRounding.Started, 0, 60, "16:30", "16:45", 1)]
    [InlineData(15, HourRounding.Started, 0, 0, "16:10", "18:30", 2)]
    [InlineData(15, HourRounding.Started, 0, 0, "16:30", "19:10", 2)]
    [InlineData(15, HourRounding.Started, 0, 60, "15:50", "16:20", 0)]
    [InlineData(15, HourRounding.Started, 0, 0, "16:30", "16:30", 0)]
    public void A_stay_is_rounded_as_the_commune_says(int unit, HourRounding rounding, int tolerance, int minimum, string from, string to, double hours) =>
        Assert.Equal((decimal)hours,
            Billed(new HoursDocument { UnitMinutes = unit, Rounding = rounding, ToleranceMinutes = tolerance, MinimumMinutes = minimum }, from, to));

    [Theory]
    [InlineData("16:10", "19:10", 3)]
    [InlineData("15:50", "16:20", 0.5)]
    public void Without_a_cap_all_the_time_counts(string from, string to, double hours) =>
        Assert.Equal((decimal)hours, Billed(new HoursDocument { CapAtSlot = false }, from, to));

    [Theory]
    [InlineData("16:44", 0)]
    [InlineData("16:45", 0.25)]
    public void Who_leaves_before_the_free_hour_owes_nothing(string to, double hours) =>
        Assert.Equal((decimal)hours, Billed(new HoursDocument { FreeIfLeftBefore = new TimeOnly(16, 45) }, "16:30", to));

    [Fact]
    public void Times_in_the_wrong_order_and_units_without_hours_bill_none()
    {
        Assert.Null(Billed(new HoursDocument(), "17:00", "16:40"));
        Assert.Null(ClockedHours.Billed(new AttendanceDocument { Slot = Slot }, Slot.From, Slot.To));
    }

    [Theory]
    [InlineData("16:30", "18:30", false, DayKind.SchoolDay, 2)]
    [InlineData("07:30", "18:30", true, DayKind.Wednesday, 9)]
    [InlineData("08:00", "16:00", true, DayKind.Wednesday, 8)]
    [InlineData("13:30", "18:30", false, DayKind.Wednesday, 4)]
    [InlineData("07:30", "18:30", true, DayKind.ShortHoliday, 11)]
    public void Caf_counts_the_whole_slot_held_to_a_day_or_half_a_day_on_school_wednesdays(string from, string to, bool meal, DayKind day, double hours) =>
        Assert.Equal((decimal)hours, ClockedHours.Caf(new AttendanceDocument { Slot = new SlotDocument(Hour(from), Hour(to)) }, meal, day));

    [Theory]
    [InlineData("18:30", 0, null)]
    [InlineData("18:31", 0, 1)]
    [InlineData("18:35", 5, null)]
    [InlineData("18:36", 5, 6)]
    public void A_pick_up_after_closing_is_told_late(string left, int grace, int? minutes) =>
        Assert.Equal(minutes, ClockedHours.Late(new AttendanceDocument { Slot = Slot, LateAfterMinutes = grace }, Hour(left)));

    private static decimal? Billed(HoursDocument hours, string from, string to) =>
        ClockedHours.Billed(new AttendanceDocument { Clock = ClockKind.Times, Slot = Slot, Hours = hours }, Hour(from), Hour(to));

    private static TimeOnly Hour(string text) => TimeOnly.ParseExact(text, "HH:mm", null);
}
