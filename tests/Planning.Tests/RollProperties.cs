using Preau.Contracts.Api;
using Preau.Planning.Attending.RollCall;

namespace Preau.Planning.Tests;

/// <summary>Marks merge: order, repetition and which tablet sent them never change what they come to.</summary>
public sealed class RollProperties
{
    private static readonly DateTime Start = new(2026, 12, 8, 15, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void Any_order_any_repetition_and_any_split_between_tablets_give_the_same_state()
    {
        var kinds = Enum.GetValues<MarkKind>();
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var marks = new List<ClockMark>();
            for (var i = random.Next(1, 9); i > 0; i--)
            {
                var replaces = marks.Count > 0 && random.Next(2) == 0 ? marks[random.Next(marks.Count)].Id : (Guid?)null;
                marks.Add(Mark(kinds[random.Next(kinds.Length)], random.Next(120), random.Next(120), replaces, random));
            }

            var expected = Roll.Of(marks);
            for (var again = 0; again < 5; again++)
            {
                var mixed = marks.Concat(marks.Where(_ => random.Next(2) == 0)).ToArray();
                random.Shuffle(mixed);
                Assert.True(expected == Roll.Of(mixed), $"Seed {seed}: {expected} is not {Roll.Of(mixed)}");
            }
        }
    }

    [Fact]
    public void Nothing_is_lost_when_each_of_two_tablets_marks_its_half()
    {
        ClockMark[] first = [Mark(MarkKind.Arrival, 5, 5)];
        ClockMark[] second = [Mark(MarkKind.Departure, 80, 80)];

        Assert.Equal(new RollState(RollPresence.Present, Hour(5), Hour(80), false), Roll.Of(second.Concat(first)));
    }

    [Fact]
    public void Of_two_arrivals_the_earliest_counts_and_of_two_departures_the_latest_and_it_is_said() =>
        Assert.Equal(new RollState(RollPresence.Present, Hour(3), Hour(90), true),
            Roll.Of([Mark(MarkKind.Arrival, 5, 5), Mark(MarkKind.Arrival, 3, 3), Mark(MarkKind.Departure, 80, 80), Mark(MarkKind.Departure, 90, 90)]));

    [Fact]
    public void The_latest_correction_wins()
    {
        var arrival = Mark(MarkKind.Arrival, 5, 5);
        var state = Roll.Of([Mark(MarkKind.Arrival, 20, 9, arrival.Id), arrival, Mark(MarkKind.Arrival, 30, 7, arrival.Id), Mark(MarkKind.Arrival, 2, 2)]);

        Assert.Equal((Hour(7), true), (state.Arrival, state.Conflict));
    }

    [Fact]
    public void An_undo_of_a_correction_brings_the_first_hour_back_and_an_undo_of_the_undo_the_correction()
    {
        var arrival = Mark(MarkKind.Arrival, 5, 5);
        var corrected = Mark(MarkKind.Arrival, 20, 9, arrival.Id);
        var undo = Mark(MarkKind.Undo, 30, 30, corrected.Id);

        Assert.Equal(Hour(5), Roll.Of([undo, arrival, corrected]).Arrival);
        Assert.Equal(Hour(9), Roll.Of([Mark(MarkKind.Undo, 40, 40, undo.Id), undo, arrival, corrected]).Arrival);
    }

    [Fact]
    public void A_child_who_was_seen_is_there_even_if_another_tablet_says_absent() =>
        Assert.Equal((RollPresence.Present, true),
            (Roll.Of([Mark(MarkKind.Absent, 9, 9), Mark(MarkKind.Arrival, 5, 5)]) is var s ? (s.Presence, s.Conflict) : default));

    [Fact]
    public void Marks_that_name_each_other_in_a_ring_replace_nothing()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal(new RollState(RollPresence.Present, Hour(1), null, true),
            Roll.Of([Mark(MarkKind.Arrival, 1, 1, b, id: a), Mark(MarkKind.Arrival, 2, 2, a, id: b), Mark(MarkKind.Arrival, 3, 3)]) with { Arrival = Hour(1) });
    }

    private static TimeOnly Hour(int minute) => new TimeOnly(16, 30).AddMinutes(minute);

    private static ClockMark Mark(MarkKind kind, int made, int hour, Guid? replaces = null, Random? random = null, Guid? id = null)
    {
        var bytes = new byte[16];
        (random ?? Random.Shared).NextBytes(bytes);
        return new ClockMark
        {
            Id = id ?? new Guid(bytes),
            ChildId = Guid.Empty,
            Unit = "soir",
            Date = new DateOnly(2026, 12, 8),
            Kind = kind,
            At = Start.AddMinutes(made),
            Time = Hour(hour),
            Replaces = replaces,
            By = "Karim",
            Device = "1",
            ReceivedAt = Start,
        };
    }
}
