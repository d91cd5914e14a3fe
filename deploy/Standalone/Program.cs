using Preau.Standalone;

if (StandaloneOptions.Read(args, out var error) is not { } options)
{
    await Console.Error.WriteLineAsync(error);
    return 2;
}

try
{
    if (options.Export is not null)
    {
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, await StandaloneHost.ExportAsync(options)));
        return 0;
    }

    if (options.Backup is not null)
    {
        await Console.Out.WriteLineAsync(await Backup.WriteAsync(options.Data, options.Backup));
        return 0;
    }

    if (options.Commune is { } act)
    {
        return await StandaloneHost.DoAsync(options, act);
    }

    await using var host = await StandaloneHost.StartAsync(options);
    await Console.Out.WriteLineAsync(host.Welcome());
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is Preau.Platform.TenantFileException or InvalidOperationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
