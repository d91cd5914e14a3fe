return await Preau.Platform.ServiceHost.RunAsync(args, Preau.Billing.BillingApp.BuildAsync);
