namespace PythonEngine.Execution;

/// <summary>What generated code tells about a native type; see PyType.CreateNative.</summary>
internal unsafe struct NativeTypeSpec
{
    public string Name;
    public string Module;
    public string? Doc;
    public PyType? Base;
    public bool Subclassable;
    public bool Mutable;
    public bool NoConstructor;
    /// <summary>The C# class carries its own InstanceFields.</summary>
    public bool HasInstanceFields;
    /// <summary>Sets the function-pointer slots; called at once.</summary>
    public delegate*<PyType, void> Slots;
    /// <summary>Fills the type's dict; called when the dict is first needed.</summary>
    public delegate*<PyType, PyDict, void> Members;
}

/// <summary>What generated code tells about a native module.</summary>
internal unsafe struct NativeModuleSpec
{
    public string Name;
    public string? Doc;
    /// <summary>Fills the module's dict (functions, constants, exported types, then the module's own Init).</summary>
    public delegate*<PyModule, void> Fill;
}
