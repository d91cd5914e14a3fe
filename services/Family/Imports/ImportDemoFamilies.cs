using System.Text.Json.Serialization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Family.Care;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Requests;
using Preau.Family.Sections;
using Preau.Family.SharedCustody;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>Demonstration families: taken once, when the tenant has no family yet; each raises its event.</summary>
internal sealed class ImportDemoFamilies(FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock) : ISectionImporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public string Section => FamilyRules.Section;

    public bool IsDemo => true;

    public Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        DemoFamilies demo;
        try
        {
            demo = section.Deserialize<DemoFamilies>(Json)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {Section}{e.Path?.TrimStart('$')}: {e.Message.Split(" Path:")[0]}");
        }

        return db.WriteAsync(async token =>
        {
            if (await db.Families.AnyAsync(token))
            {
                return;
            }

            var rules = await FamilyRules.InForceAsync(settings, db, token);
            DemoDocuments.Add(db, vault, clock, demo.Documents ?? []);
            await DemoRequests.AddAsync(db, rules, vault, clock, demo.Requests ?? [], token);
            // One circle of people for the demonstration: whoever has the same name is the same person.
            var identities = new Dictionary<string, Guid>();
            var plans = new HashSet<Guid>();
            foreach (var guardian in (demo.Families ?? []).SelectMany(f => f.Guardians))
            {
                identities.TryAdd(People.KeyOf($"{guardian.FirstName} {guardian.LastName}"), guardian.Id);
            }

            foreach (var family in demo.Families ?? [])
            {
                Add(family, rules, identities, plans);
            }
        }, ct);
    }

    /// <param name="identities">By name: whoever has the same name is the same person.</param>
    /// <param name="plans">Children whose custody plan is written already, by their other household.</param>
    private void Add(DemoFamily family, FamilyRules rules, Dictionary<string, Guid> identities, HashSet<Guid> plans)
    {
        var made = Make(family);
        var filled = FillSections(family);
        db.FileSections.AddRange(filled);
        made.Missing = MissingText.Write(MissingSections.Of(made, rules, filled));
        db.Families.Add(made);
        AddPeople(family, identities, plans);
        db.Notes.AddRange((family.Notes ?? [])
            .Select(n => new FamilyNote { FamilyId = family.Id, At = clock.UtcNow(), By = "Données de démonstration", Text = n }));
        db.Record(made, "Données de démonstration", "Création du dossier", clock);
        made.Guardians.ForEach(g => db.RaiseAccess(made, g, mayEnter: true, invitedAt: null, clock));
        if (made.Children.Exists(c => c.Diet is not null))
        {
            ChangeCare.RaiseDiets(db, made, clock);
        }
    }

    private List<FileSection> FillSections(DemoFamily family)
    {
        var filled = (family.Sections ?? []).Select(s => new FileSection
        {
            FamilyId = family.Id,
            ChildId = s.Child ?? Guid.Empty,
            Section = s.Section,
            Answers = "{}",
            ChangedAt = clock.UtcNow(),
            ChangedBy = family.Name,
        }).ToList();
        filled.ForEach(f =>
            f.Write(family.Sections!.First(s => s.Section == f.Section && (s.Child ?? Guid.Empty) == f.ChildId).Values,
                SectionForms.Find(f.Section)?.Restricted == true, vault, db.CurrentTenant));
        foreach (var row in filled.Where(f => f.ChildId != Guid.Empty))
        {
            row.Due = HealthDates.DueOf(row.Section, family.Sections!.First(s => s.Section == row.Section && s.Child == row.ChildId).Values,
                family.Children.First(c => c.Id == row.ChildId).BirthDate);
        }

        return filled;
    }

    private void AddPeople(DemoFamily family, Dictionary<string, Guid> identities, HashSet<Guid> plans)
    {
        db.Contacts.AddRange(family.Children.SelectMany(c => (c.Contacts ?? []).Select((k, i) => new ChildContact
        {
            FamilyId = family.Id,
            ChildId = c.Id,
            PersonId = People.Identify(identities, k.Name),
            PersonKey = People.KeyOf(k.Name),
            CourtOrder = k.CourtOrder,
            Kind = k.Kind,
            Name = k.Name,
            Relation = k.Relation,
            Phone = k.Phone,
            Position = i,
        })));
        db.CourtOrders.AddRange(family.Children.SelectMany(c => (c.CourtOrders ?? []).Select(o => new CourtOrder
        {
            ChildId = c.Id,
            FamilyId = family.Id,
            Date = o.Date,
            Until = o.Until,
            What = o.What,
            At = clock.UtcNow(),
            By = "Données de démonstration",
        })));
        db.CustodyPlans.AddRange(family.Children.Where(c => c.Custody is not null && plans.Add(c.Id)).Select(c => new CustodyPlan
        {
            ChildId = c.Id,
            Home = family.Id,
            Other = c.Custody!.OtherFamily,
            From = new DateOnly(c.Custody.AnchorMonday.Year, 9, 1),
            Anchor = c.Custody.AnchorMonday,
        }));
    }

    private static FamilyFile Make(DemoFamily from)
    {
        var family = new FamilyFile
        {
            Id = from.Id,
            Number = from.Number,
            Name = from.Name,
            Resident = from.Resident,
            Categories = string.Join(',', from.Categories ?? []),
            Street = from.Address?.Street,
            PostCode = from.Address?.PostCode,
            City = from.Address?.City,
        };
        family.Guardians.AddRange(from.Guardians.Select(g => new Guardian
        {
            Id = g.Id,
            FamilyId = from.Id,
            Civility = g.Civility,
            FirstName = g.FirstName,
            LastName = g.LastName,
            Role = g.Role,
            MaritalStatus = g.MaritalStatus,
            Email = g.Email,
            Mobile = g.Mobile,
            EmailConsent = g.EmailConsent,
            SmsConsent = g.SmsConsent,
            HomePhone = g.HomePhone,
            WorkPhone = g.WorkPhone,
            BirthDate = g.BirthDate,
            Profession = g.Profession,
            OccupationCategory = g.OccupationCategory,
            Employer = g.Employer,
            Restricted = g.Restricted,
            LivesElsewhere = g.LivesElsewhere,
        }));
        family.Children.AddRange(from.Children.Select(c => new HouseholdChild
        {
            FamilyId = from.Id,
            ChildId = c.Id,
            FirstName = c.FirstName,
            LastName = c.LastName,
            Gender = c.Gender,
            BirthDate = c.BirthDate,
            School = c.School,
            Grade = c.Grade,
            Class = c.Class,
            Group = c.Group,
            BirthPlace = c.BirthPlace,
            PackedLunch = c.PackedLunch,
            Diet = Diets.Checked(c.Diet, $"family.families: {c.FirstName}"),
            ToDo = string.Join('\n', c.ToDo ?? []),
            LeavesAloneAt = c.LeavesAloneAt,
            OtherFamilyId = c.Custody?.OtherFamily,
            OtherParent = c.Custody?.OtherParent,
            AnchorMonday = c.Custody?.AnchorMonday,
        }));
        family.Quotients.AddRange((from.Quotients ?? [])
            .Select(q => new Quotient { FamilyId = from.Id, Value = q.Value, From = q.From, Until = q.Until, Source = q.Source }));
        return family;
    }
}
