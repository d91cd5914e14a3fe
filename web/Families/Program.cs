using Preau.Families;
using Preau.Platform;

return await ServiceHost.RunAsync(args, FamiliesApp.BuildAsync);
