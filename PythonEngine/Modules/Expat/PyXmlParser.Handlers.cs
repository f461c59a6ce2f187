namespace PythonEngine.Modules.Expat;

/// <summary>The events of an XML parser, in the order of their slots.</summary>
internal enum XmlHandler
{
    StartElement, EndElement, ProcessingInstruction, CharacterData, UnparsedEntityDecl, NotationDecl,
    StartNamespaceDecl, EndNamespaceDecl, Comment, StartCdataSection, EndCdataSection, Default, DefaultExpand,
    NotStandalone, ExternalEntityRef, StartDoctypeDecl, EndDoctypeDecl, EntityDecl, XmlDecl,
    ElementDecl, AttlistDecl, SkippedEntity,
}

// The handlers as attributes.
internal sealed unsafe partial class PyXmlParser
{
    [PyGetter("StartElementHandler")]
    private PyObject? StartElementHandler => _handlers[(int)XmlHandler.StartElement];

    [PySetter("StartElementHandler")]
    private void SetStartElementHandler(PyObject? value) => SetHandler(XmlHandler.StartElement, value);

    [PyGetter("EndElementHandler")]
    private PyObject? EndElementHandler => _handlers[(int)XmlHandler.EndElement];

    [PySetter("EndElementHandler")]
    private void SetEndElementHandler(PyObject? value) => SetHandler(XmlHandler.EndElement, value);

    [PyGetter("ProcessingInstructionHandler")]
    private PyObject? ProcessingInstructionHandler => _handlers[(int)XmlHandler.ProcessingInstruction];

    [PySetter("ProcessingInstructionHandler")]
    private void SetProcessingInstructionHandler(PyObject? value) => SetHandler(XmlHandler.ProcessingInstruction, value);

    [PyGetter("CharacterDataHandler")]
    private PyObject? CharacterDataHandler => _handlers[(int)XmlHandler.CharacterData];

    [PySetter("CharacterDataHandler")]
    private void SetCharacterDataHandler(PyObject? value) => SetHandler(XmlHandler.CharacterData, value);

    [PyGetter("UnparsedEntityDeclHandler")]
    private PyObject? UnparsedEntityDeclHandler => _handlers[(int)XmlHandler.UnparsedEntityDecl];

    [PySetter("UnparsedEntityDeclHandler")]
    private void SetUnparsedEntityDeclHandler(PyObject? value) => SetHandler(XmlHandler.UnparsedEntityDecl, value);

    [PyGetter("NotationDeclHandler")]
    private PyObject? NotationDeclHandler => _handlers[(int)XmlHandler.NotationDecl];

    [PySetter("NotationDeclHandler")]
    private void SetNotationDeclHandler(PyObject? value) => SetHandler(XmlHandler.NotationDecl, value);

    [PyGetter("StartNamespaceDeclHandler")]
    private PyObject? StartNamespaceDeclHandler => _handlers[(int)XmlHandler.StartNamespaceDecl];

    [PySetter("StartNamespaceDeclHandler")]
    private void SetStartNamespaceDeclHandler(PyObject? value) => SetHandler(XmlHandler.StartNamespaceDecl, value);

    [PyGetter("EndNamespaceDeclHandler")]
    private PyObject? EndNamespaceDeclHandler => _handlers[(int)XmlHandler.EndNamespaceDecl];

    [PySetter("EndNamespaceDeclHandler")]
    private void SetEndNamespaceDeclHandler(PyObject? value) => SetHandler(XmlHandler.EndNamespaceDecl, value);

    [PyGetter("CommentHandler")]
    private PyObject? CommentHandler => _handlers[(int)XmlHandler.Comment];

    [PySetter("CommentHandler")]
    private void SetCommentHandler(PyObject? value) => SetHandler(XmlHandler.Comment, value);

    [PyGetter("StartCdataSectionHandler")]
    private PyObject? StartCdataSectionHandler => _handlers[(int)XmlHandler.StartCdataSection];

    [PySetter("StartCdataSectionHandler")]
    private void SetStartCdataSectionHandler(PyObject? value) => SetHandler(XmlHandler.StartCdataSection, value);

    [PyGetter("EndCdataSectionHandler")]
    private PyObject? EndCdataSectionHandler => _handlers[(int)XmlHandler.EndCdataSection];

    [PySetter("EndCdataSectionHandler")]
    private void SetEndCdataSectionHandler(PyObject? value) => SetHandler(XmlHandler.EndCdataSection, value);

    [PyGetter("DefaultHandler")]
    private PyObject? DefaultHandler => _handlers[(int)XmlHandler.Default];

    [PySetter("DefaultHandler")]
    private void SetDefaultHandler(PyObject? value) => SetHandler(XmlHandler.Default, value);

    [PyGetter("DefaultHandlerExpand")]
    private PyObject? DefaultHandlerExpand => _handlers[(int)XmlHandler.DefaultExpand];

    [PySetter("DefaultHandlerExpand")]
    private void SetDefaultHandlerExpand(PyObject? value) => SetHandler(XmlHandler.DefaultExpand, value);

    [PyGetter("NotStandaloneHandler")]
    private PyObject? NotStandaloneHandler => _handlers[(int)XmlHandler.NotStandalone];

    [PySetter("NotStandaloneHandler")]
    private void SetNotStandaloneHandler(PyObject? value) => SetHandler(XmlHandler.NotStandalone, value);

    [PyGetter("ExternalEntityRefHandler")]
    private PyObject? ExternalEntityRefHandler => _handlers[(int)XmlHandler.ExternalEntityRef];

    [PySetter("ExternalEntityRefHandler")]
    private void SetExternalEntityRefHandler(PyObject? value) => SetHandler(XmlHandler.ExternalEntityRef, value);

    [PyGetter("StartDoctypeDeclHandler")]
    private PyObject? StartDoctypeDeclHandler => _handlers[(int)XmlHandler.StartDoctypeDecl];

    [PySetter("StartDoctypeDeclHandler")]
    private void SetStartDoctypeDeclHandler(PyObject? value) => SetHandler(XmlHandler.StartDoctypeDecl, value);

    [PyGetter("EndDoctypeDeclHandler")]
    private PyObject? EndDoctypeDeclHandler => _handlers[(int)XmlHandler.EndDoctypeDecl];

    [PySetter("EndDoctypeDeclHandler")]
    private void SetEndDoctypeDeclHandler(PyObject? value) => SetHandler(XmlHandler.EndDoctypeDecl, value);

    [PyGetter("EntityDeclHandler")]
    private PyObject? EntityDeclHandler => _handlers[(int)XmlHandler.EntityDecl];

    [PySetter("EntityDeclHandler")]
    private void SetEntityDeclHandler(PyObject? value) => SetHandler(XmlHandler.EntityDecl, value);

    [PyGetter("XmlDeclHandler")]
    private PyObject? XmlDeclHandler => _handlers[(int)XmlHandler.XmlDecl];

    [PySetter("XmlDeclHandler")]
    private void SetXmlDeclHandler(PyObject? value) => SetHandler(XmlHandler.XmlDecl, value);

    [PyGetter("ElementDeclHandler")]
    private PyObject? ElementDeclHandler => _handlers[(int)XmlHandler.ElementDecl];

    [PySetter("ElementDeclHandler")]
    private void SetElementDeclHandler(PyObject? value) => SetHandler(XmlHandler.ElementDecl, value);

    [PyGetter("AttlistDeclHandler")]
    private PyObject? AttlistDeclHandler => _handlers[(int)XmlHandler.AttlistDecl];

    [PySetter("AttlistDeclHandler")]
    private void SetAttlistDeclHandler(PyObject? value) => SetHandler(XmlHandler.AttlistDecl, value);

    [PyGetter("SkippedEntityHandler")]
    private PyObject? SkippedEntityHandler => _handlers[(int)XmlHandler.SkippedEntity];

    [PySetter("SkippedEntityHandler")]
    private void SetSkippedEntityHandler(PyObject? value) => SetHandler(XmlHandler.SkippedEntity, value);
}
