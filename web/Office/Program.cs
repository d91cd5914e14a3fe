using Preau.Office;
using Preau.Platform;

return await ServiceHost.RunAsync(args, OfficeApp.BuildAsync);
