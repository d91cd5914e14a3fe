return await Preau.Platform.ServiceHost.RunAsync(args, Preau.Identity.IdentityApp.BuildAsync);
