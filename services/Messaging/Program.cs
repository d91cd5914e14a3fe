return await Preau.Platform.ServiceHost.RunAsync(args, Preau.Messaging.MessagingApp.BuildAsync);
