
namespace Preau.Planning.Rulebook;

/// <summary>What the shape of an enrolment can't say.</summary>
internal static class CheckEnrolment
{
    public static void Run(EnrolmentDocument? enrolment, string path, Action<bool, string, string> require)
    {
        if (enrolment is null)
        {
            return;
        }

        require(!enrolment.Books || enrolment.Weekdays, path + ".books",
            "des jours ne sont réservés que si la famille choisit des jours de la semaine (weekdays)");
        for (var i = 0; i < enrolment.Pieces.Count; i++)
        {
            var piece = enrolment.Pieces[i];
            require(enrolment.Pieces.Take(i).All(p => p.Key != piece.Key), $"{path}.pieces[{i}].key", $"la clé « {piece.Key} » sert deux fois");
        }
    }
}
