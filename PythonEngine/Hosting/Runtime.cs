using System.IO;
using PythonEngine.Builtins;
using PythonEngine.Importing;
using PythonEngine.Parsing;

namespace PythonEngine.Hosting;

/// <summary>Brings an engine up to where programs can run, and down again.</summary>
internal static class Runtime
{
    /// <summary>Makes an engine on the calling thread: importing works, standard streams are open, site has run.</summary>
    public static PyEngine Start(EngineOptions options)
    {
        string library = StandardLibrary.Find(options.StandardLibrary) ?? throw new DirectoryNotFoundException(StandardLibrary.NotFoundMessage);
        PyEngine engine = new(options);
        SetPaths(engine, library);
        engine.Importer.Start(library);
        if (PyEngine.HasNativeModule("_io"))
        {
            PyModule io = engine.Import("_io");
            engine.Builtins.SetStr(PyStr.Intern("open"), Ops.GetAttr(io, "open"));
            StandardStreams.Open(engine, io);
        }
        if (options.HandleSignals && PyEngine.HasNativeModule("_signal"))
        {
            engine.Import("_signal");
        }
        PyModule main = new("__main__");
        main.Dict.SetStr(Names.Annotations, new PyDict());
        main.Dict.SetStr(Names.Builtins, engine.BuiltinsModule);
        main.Dict.SetStr(Names.Loader, Ops.GetAttr(engine.Import("_frozen_importlib"), "BuiltinImporter"));
        engine.Modules.SetStr(Names.Main, main);
        if (engine.Options.WarnOptions.Count > 0)
        {
            // The warnings module reads sys.warnoptions when it is imported.
            engine.Import("warnings");
        }
        if (!options.NoSite)
        {
            PyModule site = engine.Import("site");
            Ops.Call(site.Get("main")!);
        }
        return engine;
    }

    private static void SetPaths(PyEngine engine, string library)
    {
        PyModule sys = engine.SysModule;
        string prefix = Path.GetDirectoryName(Path.GetDirectoryName(library)) ?? "/";
        foreach (string name in (ReadOnlySpan<string>)["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"])
        {
            sys.Set(name, new PyStr(prefix));
        }
        sys.Set("_stdlib_dir", new PyStr(library));
        PyList path = (PyList)sys.Get("path")!;
        foreach (string entry in engine.Options.SearchPath)
        {
            path.Add(new PyStr(entry));
        }
        if (engine.Options.PackagePath is { } packages)
        {
            path.Add(new PyStr(packages));
        }
        path.Add(new PyStr(Path.Combine(prefix, "lib", "python311.zip")));
        path.Add(new PyStr(library));
        path.Add(new PyStr(Path.Combine(library, "lib-dynload")));
        if (engine.Options.PackagePath is { } own)
        {
            // Packages over native modules of ours, ahead of those that users install for CPython (zmq).
            path.Add(new PyStr(Path.Combine(own, "native")));
        }
    }

    /// <summary>The namespace of <c>__main__</c>.</summary>
    public static PyDict MainNamespace(PyEngine engine) => ((PyModule)engine.Modules.GetStr(Names.Main)!).Dict;

    /// <summary>Runs source text in <c>__main__</c>.</summary>
    public static PyObject RunSource(PyEngine engine, string source, string fileName, ParseMode mode = ParseMode.Exec)
    {
        PyDict main = MainNamespace(engine);
        return FrameScope.Run(PyThread.Current, SourceCompiler.Compile(engine, source, fileName, mode), main, main);
    }

    /// <summary>What CPython does at the end of a program: waits for threads, runs atexit functions, flushes; the exit status.</summary>
    /// <param name="joinThreads">Whether to wait for threads that are not daemons, however long they take.</param>
    public static int Finish(PyEngine engine, int status, bool joinThreads = true)
    {
        Guard(engine, "Exception ignored in: ", () =>
        {
            if (joinThreads && engine.Modules.GetStr(PyStr.Intern("threading")) is PyModule threading && threading.Get("_shutdown") is { } shutdown)
            {
                Ops.Call(shutdown);
            }
        });
        if (PyEngine.HasNativeModule("atexit") && engine.GetModule("atexit") is { } atexit && atexit.Get("_run_exitfuncs") is { } run)
        {
            Guard(engine, "Exception ignored in atexit callback", () => Ops.Call(run));
        }
        ((Modules.SysState)engine.SysModule.State!).Finalizing = true;
        engine.Ending = true;
        engine.RunFinalizers();
        engine.FinalizeAll(PyThread.Current);
        // As in CPython, output that was lost counts for more than what the program says.
        return Flush(engine) ? status : 120;
    }

    private static void Guard(PyEngine engine, string message, Action action)
    {
        try
        {
            action();
        }
        catch (PyException e)
        {
            engine.WriteUnraisable(e.Value, null, message);
        }
    }

    /// <summary>Flushes stdout and stderr; false when stdout could not be.</summary>
    public static bool Flush(PyEngine engine)
    {
        bool ok = true;
        if (engine.SysGet("stdout") is { } stdout and not PyNone && !IsClosed(stdout))
        {
            try
            {
                Ops.CallMethod(stdout, Names.Flush);
            }
            catch (PyException e)
            {
                engine.WriteUnraisable(e.Value, stdout);
                ok = false;
            }
        }
        if (engine.SysGet("stderr") is { } stderr and not PyNone && !IsClosed(stderr))
        {
            try
            {
                Ops.CallMethod(stderr, Names.Flush);
            }
            catch (PyException)
            {
                ok = false;
            }
        }
        return ok;
    }

    private static bool IsClosed(PyObject file)
    {
        try
        {
            return Ops.TryGetAttr(file, "closed") is { } closed && Ops.IsTrue(closed);
        }
        catch (PyException)
        {
            return false;
        }
    }

    /// <summary>Empties the engine's modules and collects, so that files and sockets which the program left open are closed.</summary>
    public static void Clear(PyEngine engine)
    {
        List<PyDict> namespaces = [];
        int position = 0;
        while (engine.Modules.Next(ref position, out _, out PyObject module))
        {
            // The engine needs these until the end; what a program put into them goes with the engine.
            if (module is PyModule m && !ReferenceEquals(m, engine.SysModule) && !ReferenceEquals(m, engine.BuiltinsModule) && m.State == null)
            {
                namespaces.Add(m.Dict);
            }
        }
        engine.Modules.Clear();
        foreach (PyDict ns in namespaces)
        {
            ns.Clear();
        }
        for (int round = 0; round < 2; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            engine.RunFinalizers();
        }
    }
}
