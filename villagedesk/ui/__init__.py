"""The window: pages, widgets and the one door for threads, on top of the services.

PySide6 wraps the import statement: of every module loaded after it, it reads the source to see whether the module
uses its `__feature__` switches. Nobody here does, and it costs 30 ms and 10 MB before the first page, so imports
are plain again from here on.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - it does the wrapping

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
