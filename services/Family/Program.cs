return await Preau.Platform.ServiceHost.RunAsync(args, Preau.Family.FamilyApp.BuildAsync);
