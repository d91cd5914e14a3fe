using Preau.Family.Families;

namespace Preau.Family.Documents;

/// <summary>What a document the commune asks for means.</summary>
internal static class AskedDocuments
{
    extension(AskedDocument asked)
    {
        public bool IsObligatory => asked.Need == "obligatory";

        public bool PerChild => asked.Per == "child";

        public bool AsksEnd => asked.Validity == "asked";

        public bool IsAskedOf(HouseholdChild child, DateOnly today)
        {
            var age = FamilyViews.AgeOn(child.BirthDate, today);
            return asked.PerChild && (asked.FromAge is null || age >= asked.FromAge) && (asked.ToAge is null || age <= asked.ToAge)
                && (asked.Schools is null || asked.Schools.Contains(child.School)) && (!asked.PackedLunchOnly || child.PackedLunch);
        }

        /// <summary>Last day of validity of one accepted today; <paramref name="told"/> is what the family or agent said.</summary>
        public DateOnly? EndFrom(DateOnly today, DateOnly? told) => asked.Validity switch
        {
            // From July on, what is handed in is for the coming year.
            "schoolYear" => told ?? new DateOnly(today.Month >= 7 ? today.Year + 1 : today.Year, 8, 31),
            "months" => told ?? today.AddMonths(asked.Months!.Value),
            _ => told,
        };
    }
}
