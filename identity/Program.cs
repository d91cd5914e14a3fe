return args is ["commune", .. var rest] ? await Preau.Identity.Communes.CommuneCommands.RunAsync(rest) : await Preau.Platform.ServiceHost.RunAsync(args, Preau.Identity.IdentityApp.BuildAsync);
