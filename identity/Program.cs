return args is ["commune", .. var rest]
    ? await Preau.Identity.Operating.CommuneCommands.RunAsync(rest)
    : await Preau.Platform.ServiceHost.RunAsync(args, Preau.Identity.IdentityApp.BuildAsync);
