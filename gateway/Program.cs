return await Preau.Platform.ServiceHost.RunAsync(args, Preau.Gateway.GatewayApp.BuildAsync);
