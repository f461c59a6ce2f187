"""The one place that knows which module provides greenlets."""
import greenlet as _greenlet_module

getcurrent = _greenlet_module.greenlet.getcurrent
GreenletExit = _greenlet_module.greenlet.GreenletExit
greenlet = _greenlet_module.greenlet

# Every greenlet keeps its own "exception being handled", so nothing has to be cleared by hand before a switch.
preserves_excinfo = True
