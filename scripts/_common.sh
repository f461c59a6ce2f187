# Shared by the scripts beside it: paths and the incremental build. Sourced, never run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program="$root/artifacts/ironeventlet/ironeventlet.dll"
stamp="$root/artifacts/ironeventlet/.built"
# The directory of the framework that the program was compiled for.
framework_note="$root/artifacts/ironeventlet/.framework"

case $(uname -m) in
    x86_64) rid=linux-x64 ;;
    aarch64) rid=linux-arm64 ;;
    *) rid= ;;
esac

# True when there is no build output, or a source is newer than the last build.
needs_build() {
    [ -f "$program" ] && [ -f "$stamp" ] || return 0
    # Another build of the framework was installed, or that one removed.
    if [ -f "$framework_note" ]; then
        local framework
        read -r framework <"$framework_note" || return 0
        [ -d "$framework" ] && [ ! "${framework%/*}" -nt "$framework_note" ] || return 0
    fi
    # Directories count too: a deleted or renamed file changes nothing else.
    [ -n "$(find "$root/GreenletNet" "$root/PythonEngine" "$root/PythonEngine.Generators" "$root/IronEventlet" \
        "$root"/Directory.*.props \
        \( -name bin -o -name obj \) -prune -o \
        \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.json' -o -name '*.py' -o -type d \) \
        -newer "$stamp" -print -quit)" ]
}

# The directory of the framework that `dotnet exec` will choose: the newest patch.
installed_framework() {
    dotnet --list-runtimes | sed -n 's/^Microsoft\.NETCore\.App \(10\.0\.[0-9]*\) \[\(.*\)\]$/\2\/\1/p' | sort -V | tail -n 1
}

publish_program() {
    # The analyzers have their say when scripts/test builds; here they would double the time.
    dotnet publish "$root/IronEventlet/IronEventlet.csproj" -c Release -o "$out" -p:RunAnalyzersDuringBuild=false -v q -nologo -clp:ErrorsOnly "$@" >"$log" 2>&1
}

# Publishes the command line into artifacts/ironeventlet: compiled ahead for the installed framework where the compiler pack can
# be had, else for any (ReadyToRun), else not ahead.
build_program() {
    local log="$root/artifacts/build.log" out="$root/artifacts/ironeventlet" started framework
    mkdir -p "$out"
    exec 8>"$root/artifacts/.lock"
    flock 8
    if needs_build; then
        echo "ironeventlet: building..." >&2
        # The stamp carries the time before the build: an edit during the build makes the next run build again.
        # The build makes these directories, which must not look like an edit.
        mkdir -p "$root"/{GreenletNet,PythonEngine,PythonEngine.Generators,IronEventlet}/{bin,obj}
        started=$(mktemp "$root/artifacts/.started.XXXXXX")
        framework=$(installed_framework)
        rm -f "$framework_note"
        if { [ -n "$rid" ] && [ -n "$framework" ] && publish_program -r "$rid" --self-contained false -p:PublishReadyToRun=true \
                -p:DebugType=none "-p:CompileAgainst=$framework" && echo "$framework" >"$framework_note"; } ||
            { [ -n "$rid" ] && publish_program -r "$rid" --self-contained false -p:PublishReadyToRun=true -p:DebugType=none; } ||
            publish_program; then
            mv "$started" "$stamp"
        else
            rm -f "$started"
            cat "$log" >&2
            echo "ironeventlet: the build failed" >&2
            flock -u 8
            return 1
        fi
    fi
    flock -u 8
    exec 8>&-
}

# What the program wants from the runtime; these can only be set before it starts.
export_runtime_settings() {
    # fork() needs it, and start-up is faster without it.
    export DOTNET_EnableWriteXorExecute=0
    # In a child of fork() the collector reads the stacks of the parent's threads: the C library must not give them back.
    export GLIBC_TUNABLES="${GLIBC_TUNABLES:+$GLIBC_TUNABLES:}glibc.pthread.stack_cache_size=1099511627776"
    # The sockets and pipes for debuggers would lie in the program's temporary directory. Set it to 1 to attach one.
    export DOTNET_EnableDiagnostics="${DOTNET_EnableDiagnostics:-0}"
    # A background collector thread would not survive fork().
    export DOTNET_gcConcurrent=0
    # Instrumented code would be in the way for the first seconds, and gains less than it costs.
    export DOTNET_TieredPGO=0
    # Much of the engine is hot at once: do not wait long before optimizing.
    export DOTNET_TC_CallCountingDelayMs=20
    # Young objects die in cheap collections of a large young generation (16 MB at least), and the arrays of
    # long lists (to 4 MB) are young at first as well.
    export DOTNET_GCgen0size=0x1000000
    export DOTNET_GCLOHThreshold=0x400000
}
