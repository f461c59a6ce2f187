using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Expat;

// What expat calls. Nothing may be thrown through its frames.
internal sealed unsafe partial class PyXmlParser
{
    private readonly struct HandlerSlot(delegate* unmanaged<nint, void*, void> set, nint callback)
    {
        /// <summary>XML_SetXHandler</summary>
        public readonly delegate* unmanaged<nint, void*, void> Set = set;
        public readonly nint Callback = callback;
    }

    private static HandlerSlot[]? s_setters;

    /// <summary>Looks up expat's functions; called when the module is made.</summary>
    internal static void BindHandlers() => s_setters ??=
    [
        new(Expat.HandlerSetter("StartElementHandler"), (nint)(delegate* unmanaged<void*, byte*, byte**, void>)&OnStartElement),
        new(Expat.HandlerSetter("EndElementHandler"), (nint)(delegate* unmanaged<void*, byte*, void>)&OnEndElement),
        new(Expat.HandlerSetter("ProcessingInstructionHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, void>)&OnProcessingInstruction),
        new(Expat.HandlerSetter("CharacterDataHandler"), (nint)(delegate* unmanaged<void*, byte*, int, void>)&OnCharacterData),
        new(Expat.HandlerSetter("UnparsedEntityDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, byte*, byte*, byte*, void>)&OnUnparsedEntityDecl),
        new(Expat.HandlerSetter("NotationDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, byte*, byte*, void>)&OnNotationDecl),
        new(Expat.HandlerSetter("StartNamespaceDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, void>)&OnStartNamespaceDecl),
        new(Expat.HandlerSetter("EndNamespaceDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, void>)&OnEndNamespaceDecl),
        new(Expat.HandlerSetter("CommentHandler"), (nint)(delegate* unmanaged<void*, byte*, void>)&OnComment),
        new(Expat.HandlerSetter("StartCdataSectionHandler"), (nint)(delegate* unmanaged<void*, void>)&OnStartCdataSection),
        new(Expat.HandlerSetter("EndCdataSectionHandler"), (nint)(delegate* unmanaged<void*, void>)&OnEndCdataSection),
        new(Expat.HandlerSetter("DefaultHandler"), (nint)(delegate* unmanaged<void*, byte*, int, void>)&OnDefault),
        new(Expat.HandlerSetter("DefaultHandlerExpand"), (nint)(delegate* unmanaged<void*, byte*, int, void>)&OnDefaultExpand),
        new(Expat.HandlerSetter("NotStandaloneHandler"), (nint)(delegate* unmanaged<void*, int>)&OnNotStandalone),
        new(Expat.HandlerSetter("ExternalEntityRefHandler"), (nint)(delegate* unmanaged<nint, byte*, byte*, byte*, byte*, int>)&OnExternalEntityRef),
        new(Expat.HandlerSetter("StartDoctypeDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, byte*, int, void>)&OnStartDoctypeDecl),
        new(Expat.HandlerSetter("EndDoctypeDeclHandler"), (nint)(delegate* unmanaged<void*, void>)&OnEndDoctypeDecl),
        new(Expat.HandlerSetter("EntityDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, int, byte*, int, byte*, byte*, byte*, byte*, void>)&OnEntityDecl),
        new(Expat.HandlerSetter("XmlDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, int, void>)&OnXmlDecl),
        new(Expat.HandlerSetter("ElementDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, Expat.Content*, void>)&OnElementDecl),
        new(Expat.HandlerSetter("AttlistDeclHandler"), (nint)(delegate* unmanaged<void*, byte*, byte*, byte*, byte*, int, void>)&OnAttlistDecl),
        new(Expat.HandlerSetter("SkippedEntityHandler"), (nint)(delegate* unmanaged<void*, byte*, int, void>)&OnSkippedEntity),
    ];

    private static PyXmlParser From(void* userData) => (PyXmlParser)GCHandle.FromIntPtr((nint)userData).Target!;

    private void Fail(Exception error)
    {
        _error = error;
        Expat.StopParser(Parser, 0);
        ClearHandlers();
        // Without a handler expat would take a document apart further as if the entity were empty.
        s_setters![(int)XmlHandler.ExternalEntityRef].Set(Parser, (delegate* unmanaged<nint, byte*, byte*, byte*, byte*, int>)&RefuseExternalEntity);
    }

    [UnmanagedCallersOnly]
    private static int RefuseExternalEntity(nint parser, byte* context, byte* @base, byte* systemId, byte* publicId) => 0;

    /// <summary>A str, or None for NULL.</summary>
    private static PyObject Convert(byte* text) => text == null ? PyNone.Instance : PyexpatModule.Text(text);

    /// <summary>A name, shared with other events of the same name.</summary>
    private PyObject Name(byte* text)
    {
        PyObject name = Convert(text);
        if (_intern == null)
        {
            return name;
        }
        if (_intern.Get(name) is { } known)
        {
            return known;
        }
        _intern.Set(name, name);
        return name;
    }

    /// <summary>The handler to call, after the text before the event; null when there is nothing to do.</summary>
    private PyObject? Begin(XmlHandler which)
    {
        if (_handlers[(int)which] == null || _error != null)
        {
            return null;
        }
        FlushText();
        // The text's handler may have changed them.
        return _error == null ? _handlers[(int)which] : null;
    }

    private PyObject? Invoke(PyObject handler, ReadOnlySpan<PyObject> args)
    {
        bool outer = _inCallback;
        _inCallback = true;
        try
        {
            return Ops.Call(handler, args);
        }
        catch (Exception e)
        {
            Fail(e);
            return null;
        }
        finally
        {
            _inCallback = outer;
        }
    }

    /// <summary>Reports the collected text.</summary>
    private void FlushText()
    {
        if (_buffer == null || _bufferUsed == 0)
        {
            return;
        }
        int length = _bufferUsed;
        _bufferUsed = 0;
        fixed (byte* text = _buffer)
        {
            ReportText(text, length);
        }
    }

    private void ReportText(byte* text, int length)
    {
        if (_handlers[(int)XmlHandler.CharacterData] is not { } handler)
        {
            return;
        }
        try
        {
            Invoke(handler, [PyexpatModule.Text(text, length)]);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    [UnmanagedCallersOnly]
    private static void OnCharacterData(void* userData, byte* text, int length)
    {
        PyXmlParser self = From(userData);
        if (self._error != null)
        {
            return;
        }
        if (self._buffer == null)
        {
            self.ReportText(text, length);
            return;
        }
        if (self._bufferUsed + length > self._bufferSize)
        {
            self.FlushText();
            if (self._error != null || self._handlers[(int)XmlHandler.CharacterData] == null)
            {
                return;
            }
        }
        // A handler may have turned buffering off.
        if (self._buffer == null || length > self._bufferSize)
        {
            self.ReportText(text, length);
            self._bufferUsed = 0;
        }
        else
        {
            new ReadOnlySpan<byte>(text, length).CopyTo(self._buffer.AsSpan(self._bufferUsed));
            self._bufferUsed += length;
        }
    }

    /// <summary>One event: <paramref name="arguments"/> makes the values for the handler from what expat gave.</summary>
    private PyObject? Report(XmlHandler which, in Raw data, delegate*<PyXmlParser, in Raw, PyObject[]> arguments)
    {
        try
        {
            return Begin(which) is { } handler ? Invoke(handler, arguments(this, in data)) : null;
        }
        catch (Exception e)
        {
            Fail(e);
            return null;
        }
    }

    /// <summary>The C arguments of an event.</summary>
    private readonly ref struct Raw(byte* a, byte* b = null, byte* c = null, byte* d = null, byte* e = null, byte* f = null, int n = 0, int m = 0)
    {
        public readonly byte* A = a;
        public readonly byte* B = b;
        public readonly byte* C = c;
        public readonly byte* D = d;
        public readonly byte* E = e;
        public readonly byte* F = f;
        public readonly int N = n;
        public readonly int M = m;
    }

    [UnmanagedCallersOnly]
    private static void OnStartElement(void* userData, byte* name, byte** attributes) =>
        From(userData).Report(XmlHandler.StartElement, new Raw(name, (byte*)attributes), &StartElementArguments);

    private static PyObject[] StartElementArguments(PyXmlParser self, in Raw raw)
    {
        byte** attributes = (byte**)raw.B;
        int count = 0;
        if (self._specifiedAttributes)
        {
            count = Expat.GetSpecifiedAttributeCount(self.Parser);
        }
        else
        {
            while (attributes[count] != null)
            {
                count += 2;
            }
        }
        PyObject container;
        if (self._orderedAttributes)
        {
            PyList list = new(count);
            for (int i = 0; i < count; i += 2)
            {
                list.Add(self.Name(attributes[i]));
                list.Add(Convert(attributes[i + 1]));
            }
            container = list;
        }
        else
        {
            PyDict dict = new(count / 2);
            for (int i = 0; i < count; i += 2)
            {
                dict.Set(self.Name(attributes[i]), Convert(attributes[i + 1]));
            }
            container = dict;
        }
        return [self.Name(raw.A), container];
    }

    private static PyObject[] NoArguments(PyXmlParser self, in Raw raw) => [];

    private static PyObject[] OneName(PyXmlParser self, in Raw raw) => [self.Name(raw.A)];

    private static PyObject[] TwoNames(PyXmlParser self, in Raw raw) => [self.Name(raw.A), self.Name(raw.B)];

    private static PyObject[] FourNames(PyXmlParser self, in Raw raw) => [self.Name(raw.A), self.Name(raw.B), self.Name(raw.C), self.Name(raw.D)];

    private static PyObject[] FiveNames(PyXmlParser self, in Raw raw) =>
        [self.Name(raw.A), self.Name(raw.B), self.Name(raw.C), self.Name(raw.D), self.Name(raw.E)];

    private static PyObject[] OneText(PyXmlParser self, in Raw raw) => [Convert(raw.A)];

    private static PyObject[] NameAndText(PyXmlParser self, in Raw raw) => [self.Name(raw.A), Convert(raw.B)];

    private static PyObject[] NameAndFlag(PyXmlParser self, in Raw raw) => [self.Name(raw.A), PyInt.From(raw.N)];

    private static PyObject[] TextOfLength(PyXmlParser self, in Raw raw) => [PyexpatModule.Text(raw.A, raw.N)];

    [UnmanagedCallersOnly]
    private static void OnEndElement(void* userData, byte* name) => From(userData).Report(XmlHandler.EndElement, new Raw(name), &OneName);

    [UnmanagedCallersOnly]
    private static void OnProcessingInstruction(void* userData, byte* target, byte* data) =>
        From(userData).Report(XmlHandler.ProcessingInstruction, new Raw(target, data), &NameAndText);

    [UnmanagedCallersOnly]
    private static void OnUnparsedEntityDecl(void* userData, byte* entity, byte* @base, byte* systemId, byte* publicId, byte* notation) =>
        From(userData).Report(XmlHandler.UnparsedEntityDecl, new Raw(entity, @base, systemId, publicId, notation), &FiveNames);

    [UnmanagedCallersOnly]
    private static void OnNotationDecl(void* userData, byte* notation, byte* @base, byte* systemId, byte* publicId) =>
        From(userData).Report(XmlHandler.NotationDecl, new Raw(notation, @base, systemId, publicId), &FourNames);

    [UnmanagedCallersOnly]
    private static void OnStartNamespaceDecl(void* userData, byte* prefix, byte* uri) =>
        From(userData).Report(XmlHandler.StartNamespaceDecl, new Raw(prefix, uri), &TwoNames);

    [UnmanagedCallersOnly]
    private static void OnEndNamespaceDecl(void* userData, byte* prefix) =>
        From(userData).Report(XmlHandler.EndNamespaceDecl, new Raw(prefix), &OneName);

    [UnmanagedCallersOnly]
    private static void OnComment(void* userData, byte* text) => From(userData).Report(XmlHandler.Comment, new Raw(text), &OneText);

    [UnmanagedCallersOnly]
    private static void OnStartCdataSection(void* userData) => From(userData).Report(XmlHandler.StartCdataSection, new Raw(null), &NoArguments);

    [UnmanagedCallersOnly]
    private static void OnEndCdataSection(void* userData) => From(userData).Report(XmlHandler.EndCdataSection, new Raw(null), &NoArguments);

    [UnmanagedCallersOnly]
    private static void OnDefault(void* userData, byte* text, int length) =>
        From(userData).Report(XmlHandler.Default, new Raw(text, n: length), &TextOfLength);

    [UnmanagedCallersOnly]
    private static void OnDefaultExpand(void* userData, byte* text, int length) =>
        From(userData).Report(XmlHandler.DefaultExpand, new Raw(text, n: length), &TextOfLength);

    /// <summary>A handler's result as a C int; 0 stops expat when it is none.</summary>
    private int Status(PyObject? result)
    {
        if (result == null)
        {
            return 0;
        }
        try
        {
            return (int)Args.Int64(result);
        }
        catch (Exception e)
        {
            Fail(e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int OnNotStandalone(void* userData)
    {
        PyXmlParser self = From(userData);
        return self.Status(self.Report(XmlHandler.NotStandalone, new Raw(null), &NoArguments));
    }

    private static PyObject[] ExternalEntityArguments(PyXmlParser self, in Raw raw) =>
        [Convert(raw.A), self.Name(raw.B), self.Name(raw.C), self.Name(raw.D)];

    [UnmanagedCallersOnly]
    private static int OnExternalEntityRef(nint parser, byte* context, byte* @base, byte* systemId, byte* publicId)
    {
        // The user data is expat's first field.
        PyXmlParser self = From(*(void**)parser);
        return self.Status(self.Report(XmlHandler.ExternalEntityRef, new Raw(context, @base, systemId, publicId), &ExternalEntityArguments));
    }

    private static PyObject[] StartDoctypeArguments(PyXmlParser self, in Raw raw) =>
        [self.Name(raw.A), self.Name(raw.B), self.Name(raw.C), PyInt.From(raw.N)];

    [UnmanagedCallersOnly]
    private static void OnStartDoctypeDecl(void* userData, byte* name, byte* systemId, byte* publicId, int hasInternalSubset) =>
        From(userData).Report(XmlHandler.StartDoctypeDecl, new Raw(name, systemId, publicId, n: hasInternalSubset), &StartDoctypeArguments);

    [UnmanagedCallersOnly]
    private static void OnEndDoctypeDecl(void* userData) => From(userData).Report(XmlHandler.EndDoctypeDecl, new Raw(null), &NoArguments);

    private static PyObject[] EntityArguments(PyXmlParser self, in Raw raw) =>
    [
        self.Name(raw.A), PyInt.From(raw.N), raw.F == null ? PyNone.Instance : PyexpatModule.Text(raw.F, raw.M),
        self.Name(raw.B), self.Name(raw.C), self.Name(raw.D), self.Name(raw.E),
    ];

    [UnmanagedCallersOnly]
    private static void OnEntityDecl(void* userData, byte* name, int isParameter, byte* value, int length, byte* @base, byte* systemId, byte* publicId, byte* notation) =>
        From(userData).Report(XmlHandler.EntityDecl, new Raw(name, @base, systemId, publicId, notation, value, isParameter, length), &EntityArguments);

    private static PyObject[] XmlDeclArguments(PyXmlParser self, in Raw raw) => [Convert(raw.A), Convert(raw.B), PyInt.From(raw.N)];

    [UnmanagedCallersOnly]
    private static void OnXmlDecl(void* userData, byte* version, byte* encoding, int standalone) =>
        From(userData).Report(XmlHandler.XmlDecl, new Raw(version, encoding, n: standalone), &XmlDeclArguments);

    private static PyObject[] ElementDeclArguments(PyXmlParser self, in Raw raw) => [self.Name(raw.A), Model((Expat.Content*)raw.B)];

    private static PyTuple Model(Expat.Content* content)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" in conv_content_model");
        PyObject[] children = new PyObject[content->ChildCount];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = Model(content->Children + i);
        }
        return new PyTuple([PyInt.From(content->Type), PyInt.From(content->Quantifier), Convert(content->Name), PyTuple.From(children)]);
    }

    [UnmanagedCallersOnly]
    private static void OnElementDecl(void* userData, byte* name, Expat.Content* model)
    {
        PyXmlParser self = From(userData);
        self.Report(XmlHandler.ElementDecl, new Raw(name, (byte*)model), &ElementDeclArguments);
        Expat.FreeContentModel(self.Parser, model);
    }

    private static PyObject[] AttlistArguments(PyXmlParser self, in Raw raw) =>
        [self.Name(raw.A), self.Name(raw.B), Convert(raw.C), Convert(raw.D), PyInt.From(raw.N)];

    [UnmanagedCallersOnly]
    private static void OnAttlistDecl(void* userData, byte* element, byte* attribute, byte* type, byte* @default, int isRequired) =>
        From(userData).Report(XmlHandler.AttlistDecl, new Raw(element, attribute, type, @default, n: isRequired), &AttlistArguments);

    [UnmanagedCallersOnly]
    private static void OnSkippedEntity(void* userData, byte* name, int isParameter) =>
        From(userData).Report(XmlHandler.SkippedEntity, new Raw(name, n: isParameter), &NameAndFlag);

    /// <summary>Tells expat what the bytes of a one-byte encoding of Python's mean.</summary>
    [UnmanagedCallersOnly]
    private static int OnUnknownEncoding(void* handlerData, byte* name, Expat.Encoding* info)
    {
        PyXmlParser self = From(handlerData);
        if (self._error != null)
        {
            return 0;
        }
        try
        {
            Span<byte> all = stackalloc byte[256];
            for (int i = 0; i < 256; i++)
            {
                all[i] = (byte)i;
            }
            PyStr decoded = Codecs.DecodeText(all, PyexpatModule.Text(name).Value, "replace", null);
            if (decoded.Length != 256)
            {
                throw Err.ValueError("multi-byte encodings are not supported");
            }
            for (int i = 0; i < 256; i++)
            {
                int c = decoded[i];
                info->Map[i] = c == 0xFFFD ? -1 : c;
            }
            info->Data = null;
            info->Convert = null;
            info->Release = null;
            return 1;
        }
        catch (Exception e)
        {
            self.Fail(e);
            return 0;
        }
    }
}
