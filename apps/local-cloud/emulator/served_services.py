"""Only what the stages use is loaded of ministack: nothing that executes code, and nothing that nobody asked for.

The modules of all other services are empty ones. ministack and the services that are served import some of them, and use them
for what nobody here can ask.
"""

import encodings
import importlib
import importlib.abc
import importlib.machinery
import inspect
import pkgutil
import re
import sys

PACKAGE = "ministack.services"

_LATER_IMPORT = re.compile(r"^[ \t]+(?:from ([\w.]+) import \(?([\w, ]*)|import ([\w.]+))", re.MULTILINE)


class NotServed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an empty module in the place of each service that is not served."""

    def __init__(self, modules):
        self.modules = frozenset(modules)

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.rpartition(".")
        if package == PACKAGE and module not in self.modules:
            return importlib.machinery.ModuleSpec(name, self)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        def refuse(attribute):
            raise AttributeError(f"{module.__name__} is not served here, and {attribute} with it")

        module.__getattr__ = refuse


def serve_only(services):
    """Loads ministack's application with these services, by the names that requests are signed for."""
    from ministack import app

    unknown = sorted(set(services) - app.SERVICE_REGISTRY.keys())
    if unknown:
        raise ValueError(f"ministack has no service {', '.join(unknown)}")
    modules = {app.SERVICE_REGISTRY[service]["module"] for service in services}
    sys.meta_path.insert(0, NotServed(modules))
    app.SERVICE_HANDLERS = {service: app.SERVICE_HANDLERS[service] for service in services}
    for module in sorted(modules):
        importlib.import_module(f"{PACKAGE}.{module}")
    return app.app


def load_what_is_imported_later():
    """Imports what all loaded modules import inside of functions: Python may be in a folder that is closed to the later user."""
    importlib.import_module("concurrent.futures.thread")
    for module in list(sys.modules.values()):
        try:
            source = inspect.getsource(module)
        except (OSError, TypeError):
            continue  # not of Python, or not served
        for package, names, whole in _LATER_IMPORT.findall(source):
            for wanted in [whole or package, *(f"{package}.{each.strip()}" for each in names.split(",") if package)]:
                _import_if_there(wanted)
    for _, encoding, _ in pkgutil.iter_modules(encodings.__path__):
        _import_if_there(f"encodings.{encoding}")


def _import_if_there(name):
    try:
        importlib.import_module(name)
    except (ImportError, TypeError):
        pass  # a name in a module, a module that is not installed, or one named relative to another
