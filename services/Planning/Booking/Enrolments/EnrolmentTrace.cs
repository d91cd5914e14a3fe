using Preau.Contracts;
using Preau.Planning.Book;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>Who did what with a request or an enrolment, and what the family is told.</summary>
internal static class EnrolmentTrace
{
    public static void Note(PlanningDb db, EnrolmentRequest request, DateTimeOffset now, string by, string text)
    {
        request.Version++;
        db.EnrolmentEvents.Add(new EnrolmentEvent { RequestId = request.Id, EnrolmentId = request.EnrolmentId, At = now.UtcDateTime, By = by, Text = text });
    }

    public static void Note(PlanningDb db, Enrolment enrolment, DateTimeOffset now, string by, string text) =>
        db.EnrolmentEvents.Add(new EnrolmentEvent { EnrolmentId = enrolment.Id, At = now.UtcDateTime, By = by, Text = text });

    public static void Tell(PlanningDb db, Guid family, DateTimeOffset now, string subject, string text) =>
        db.Raise(new FamilyNotified(db.CurrentTenant, now.UtcDateTime, Guid.CreateVersion7(), family, "enrolment", subject, text, "inscriptions"));
}
