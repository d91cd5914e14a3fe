return await Preau.Platform.ServiceHost.RunAsync(args, Preau.Planning.PlanningApp.BuildAsync);
