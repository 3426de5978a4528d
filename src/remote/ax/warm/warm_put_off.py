"""Puts off what importing `ax` loads and the commands that ax-gitops runs never touch.

That is two thirds of the import: pandas, which only tables need; of the models of Arize's SDK those of its other parts;
and the commands of those parts. Each is put off only where it is just as expected here, and is imported as ever where it
is not. What can't be imported fails as ever too, when it is first used. Standard library only.
"""

import ast
import contextlib
import importlib
import importlib.machinery
import pkgutil
import re
import sys
import types
import typing

TABLES = "pandas"
# The package that the SDK's code is generated into: these modules do nothing but gather the names of others.
GENERATED = "arize._generated.api_client"
GATHERED = (GENERATED, f"{GENERATED}.api", f"{GENERATED}.models")
COMMANDS = "ax.commands"
# Of the launcher, of ax, of typer, of the SDK and of rich. One that is no longer in use is no harm.
PATTERNS = (
    (r"(-script\.pyw|\.exe)?$", 0),
    (r"\$\{([^}:]+)(?::([^}]*))?\}", 0),
    (r"[\x00-\x1f\x7f-\x9f]", 0),
    ("json", re.IGNORECASE),
    (r"charset=([a-zA-Z\-\d]+)[\s;]?", 0),
    (r"^application/(json|[\w!#$&.+\-^_]+\+json)\s*(;|$)", re.IGNORECASE),
    ("\\\n", 0),
)


@contextlib.contextmanager
def all_but(used):
    """While ax is imported: puts off all but the modules of these commands."""
    finder = Finder()
    sys.meta_path.insert(0, finder)
    others = []
    try:
        commands = importlib.import_module(COMMANDS)
        others = [f"{COMMANDS}.{each.name}" for each in pkgutil.iter_modules(commands.__path__) if each.name not in used]
        # A module that has no commands is passed over.
        sys.modules.update({name: types.ModuleType(name) for name in others})
        yield
    finally:
        # From now on a module is asked for because it is needed, and what is asked of tables is more than a name.
        for name in others:
            sys.modules.pop(name, None)
        sys.meta_path.remove(finder)
        Table.is_named_only = False


def import_clients(used):
    """What commands import when they run, which each of them would do anew."""
    for name in [
        *(f"arize.{part}.client" for part in used),
        *(f"{GENERATED}.api.{part}_api" for part in used),
        "arize._client_factory",
        "ax.utils.http",
        "ax.utils.upgrade_check",
        "typer._adapters",
        "typer._click.decorators",
        "pydantic.type_adapter",
    ]:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    # What rich looks for in each line of text, and the others look for once, is kept by `re` when it has been compiled.
    with contextlib.suppress(Exception):
        for pattern in importlib.import_module("rich.highlighter").ReprHighlighter.highlights:
            re.compile(pattern)
    for pattern, flags in PATTERNS:
        re.compile(pattern, flags)


class Finder:
    def find_spec(self, name, path=None, _target=None):
        if name != TABLES and name not in GATHERED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or type(spec.loader) is not importlib.machinery.SourceFileLoader:
            return None
        if name == TABLES:
            spec.loader = Tables(spec.loader)
        else:
            names, rest = gathered(spec.loader.get_source(name))
            if names is None:
                return None
            spec.loader = Names(spec.loader, names, compile(rest, spec.origin, "exec"))
        return spec


def gathered(source):
    """Where each name of such a module comes from, and the module without these imports; nothing where it does more."""
    tree = ast.parse(source)
    names, rest = {}, []
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.level == 0 and (statement.module + ".").startswith(GENERATED):
            names.update({each.asname or each.name: (statement.module, each.name) for each in statement.names})
        elif isinstance(statement, (ast.Assign, ast.Expr)):
            rest.append(statement)
        else:
            return None, None
    tree.body = rest
    return (None, None) if "*" in names else (names, tree)


class Names:
    """Loads a module whose names are imported one by one, each when it is first asked for."""

    def __init__(self, loader, names, code):
        self.loader, self.names, self.code = loader, names, code

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        exec(self.code, module.__dict__)
        below = len(module.__name__) + 1
        children = {
            origin[below:].split(".")[0]
            for origin, _ in self.names.values()
            if origin.startswith(module.__name__ + ".")
        }

        def find(name):
            if name in self.names:
                origin, original = self.names[name]
                found = getattr(importlib.import_module(origin), original)
            elif name in children:
                found = importlib.import_module(f"{module.__name__}.{name}")
            else:
                raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
            module.__dict__[name] = found
            return found

        module.__getattr__ = find


class Tables:
    """Loads a module when something of it is first asked for, signatures aside."""

    def __init__(self, loader):
        self.loader = loader

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        # Asked for where a module below it is imported, which needs this one first.
        del module.__path__
        module.__class__ = TablesModule


class TablesModule(types.ModuleType):
    def __getattr__(self, name):
        if name == "DataFrame" and Table.is_named_only:
            return Table(self, name)
        load(self)
        return getattr(self, name)


def load(module):
    """Imports it after all, in place, since others hold it by now."""
    spec = module.__spec__
    module.__class__ = types.ModuleType
    module.__path__ = spec.submodule_search_locations
    before = dict(module.__dict__)
    if isinstance(spec.loader, Tables):
        spec.loader = module.__loader__ = spec.loader.loader
    try:
        spec.loader.exec_module(module)
    except BaseException:
        module.__dict__.clear()
        module.__dict__.update(before)
        del module.__path__
        module.__class__ = TablesModule
        raise


class Table:
    """Stands for a class of a module that is put off, in signatures. Whatever else is done with it is done with the class."""

    is_named_only = True

    def __init__(self, module, name):
        self.__dict__.update(module=module, name=name)

    def real(self):
        if type(self.module) is TablesModule:
            load(self.module)
        return getattr(self.module, self.name)

    def __or__(self, other):
        return typing.Union[self, other]

    def __ror__(self, other):
        return typing.Union[other, self]

    def __call__(self, *args, **named):
        return self.real()(*args, **named)

    def __getattr__(self, name):
        # typing looks whether it is something that it made itself.
        if Table.is_named_only and name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.real(), name)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.real())

    def __subclasscheck__(self, subclass):
        return issubclass(subclass, self.real())

    def __mro_entries__(self, _bases):
        return (self.real(),)
