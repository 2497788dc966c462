"""Functions as bytes, so that a registration survives a reload and other shards get copies.

What RedisGears does with its patched cloudpickle: functions and classes of a script are pickled by value, with the globals
they use; everything that can be imported is pickled by reference. Where the runtime itself has a global of the same
name, the copy gets the runtime's: that is how RedisGears behaves, and a script that relies on such a name has to notice here.
"""
import builtins
import collections
import dis
import io
import marshal
import pickle
import sys
import threading
import types

from .errors import error, format_exception, is_own_frame

PROTOCOL = 4
GLOBAL_OPS = ('LOAD_GLOBAL', 'STORE_GLOBAL', 'DELETE_GLOBAL')
# Names of the runtime whose objects cannot be pickled: a copy of a function that uses one kills RedisGears.
FATAL_NAMES = ('t', 'loop')
# What a class gets by being made, and must not be copied.
OWN_CLASS_ATTRIBUTES = ('__dict__', '__weakref__', '__slots__', '__module__', '__qualname__', '__doc__', '_abc_impl',
                        '__static_attributes__', '__firstlineno__')

runtime_names = {}      # the globals of the runtime, filled when they are made
_loading = threading.local()


class Step:
    """One step of a pipeline: kind, name and callback, as RG.GETEXECUTION shows them."""
    __slots__ = ('kind', 'name', 'function', 'numbers')

    def __init__(self, kind, name, function=None, numbers=None):
        self.kind = kind
        self.name = name
        self.function = function
        self.numbers = numbers


def dump_steps(steps, on_registered):
    """The steps as bytes; an error names the callback that cannot be pickled."""
    parts = []
    for step in steps:
        callback = None if step.function is None else dump_callback(step.function)
        parts.append((step.kind, step.name, callback, step.numbers))
    last = None if on_registered is None else dump_callback(on_registered)
    return marshal.dumps((sys.version_info[:2], tuple(parts), last))


def load_steps(blob, session):
    """The steps and onRegistered, with functions that live in the globals of the session."""
    version, parts, last = marshal.loads(blob)
    check_version(version)
    steps = [Step(kind, name, load_callback(callback, session), numbers) for kind, name, callback, numbers in parts]
    return steps, load_callback(last, session)


def dump_function(function):
    return marshal.dumps((sys.version_info[:2], dump_callback(function)))


def load_function(blob, session):
    version, callback = marshal.loads(blob)
    check_version(version)
    return load_callback(callback, session)


def check_version(version):
    # Code objects differ between versions.
    if version != sys.version_info[:2]:
        raise error('the function was saved by Python %d.%d and cannot be loaded by another version' % version)


def load_callback(callback, session):
    if callback is None:
        return None
    _loading.globals = session.globals
    try:
        return pickle.loads(callback)
    finally:
        _loading.globals = None


# The pickled form of functions of the runtime that capture nothing, such as the str() step of nearly every plan.
_own_functions = {}


def dump_callback(function):
    code = getattr(function, '__code__', None)
    if code in _own_functions:
        return _own_functions[code]
    callback = _dump_function(function)
    if code is not None and is_own_frame(code.co_filename) and not function.__closure__ and not function.__defaults__:
        _own_functions[code] = callback
    return callback


def _dump_function(function):
    try:
        return dumps(function)
    except Exception as e:
        lines, _ = format_exception(e)
        name = getattr(function, '__name__', type(function).__name__)
        raise error('Error occured when serialized a python callback, callback=%s error=%s' % (name, lines)) from None


# The marker objects of dataclasses are compared by identity, so they are pickled by name.
_markers = {}


def _find_markers():
    module = sys.modules.get('dataclasses')
    if module is not None and not _markers:
        names = ('MISSING', 'KW_ONLY', '_FIELD', '_FIELD_CLASSVAR', '_FIELD_INITVAR')
        _markers.update((id(getattr(module, name)), name) for name in names if hasattr(module, name))


def dumps(value):
    _find_markers()
    out = io.BytesIO()
    Pickler(out, PROTOCOL).dump(value)
    return out.getvalue()


def loads(data):
    return pickle.loads(data)


def global_names(code, found=None):
    """The global names that a code object and the functions inside it use."""
    found = set() if found is None else found
    for instruction in dis.get_instructions(code):
        if instruction.opname in GLOBAL_OPS:
            found.add(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            global_names(constant, found)
    return found


def _importable(value, name):
    """Whether importing the module of the value and following its name gives the value again."""
    module = sys.modules.get(getattr(value, '__module__', None))
    if module is None or '<locals>' in name:
        return False
    found = module
    for part in name.split('.'):
        found = getattr(found, part, None)
    return found is value


class Pickler(pickle._Pickler):
    """The Python version of the pickler: only that one can be told how to pickle functions on Python 3.7."""
    dispatch = dict(pickle._Pickler.dispatch)

    def save(self, value, save_persistent_id=True):
        name = RUNTIME_OBJECTS.get(id(value))
        if name is not None and runtime_names.get(name) is value:
            return self.save_reduce(from_runtime, (name,))
        if id(value) in _markers:
            return self.save_reduce(getattr, (sys.modules['dataclasses'], _markers[id(value)]))
        return pickle._Pickler.save(self, value, save_persistent_id)

    def save_by_value(self, value, make, arguments, fill, state):
        """make(*arguments) is memoised before the state is saved, so that the state may contain the value itself."""
        self.save(fill)
        self.write(pickle.MARK)
        self.save(make)
        self.save(arguments)
        self.write(pickle.REDUCE)
        self.memoize(value)
        self.save(state)
        self.write(pickle.TUPLE + pickle.REDUCE)

    def save_function(self, function):
        if _importable(function, function.__qualname__):
            return self.save_global(function, function.__qualname__)
        if is_own_frame(function.__code__.co_filename):
            home, needed = function.__module__, {}
        else:
            home, needed = None, self.needed_globals(function)
        cells = tuple((cell, contents_of(cell)) for cell in function.__closure__ or ())
        state = (needed, cells, function.__defaults__, function.__kwdefaults__, function.__dict__, function.__doc__,
                 function.__module__, function.__qualname__, function.__annotations__)
        arguments = (marshal.dumps(function.__code__), function.__name__, home, function.__closure__)
        self.save_by_value(function, make_function, arguments, fill_function, state)
    dispatch[types.FunctionType] = save_function

    def needed_globals(self, function):
        needed = {}
        for name in sorted(global_names(function.__code__)):
            if name not in function.__globals__:
                continue
            value = function.__globals__[name]
            if name in runtime_names and value is runtime_names[name]:
                continue
            if name in FATAL_NAMES:
                raise pickle.PicklingError(
                    "the name '%s' belongs to the runtime: RedisGears would crash when it loads this function; rename it" % name)
            needed[name] = value
        return needed

    def save_cell(self, cell):
        # Empty: what is in it may need the function that is being saved; fill_function puts it there.
        self.save_reduce(make_cell, (), obj=cell)
    dispatch[type((lambda x: lambda: x)(0).__closure__[0])] = save_cell

    def save_class(self, value):
        if _importable(value, value.__qualname__) or getattr(builtins, value.__name__, None) is value:
            return pickle._Pickler.save_type(self, value)
        if value in TYPE_NAMES:
            return self.save_reduce(getattr, (types, TYPE_NAMES[value]), obj=value)
        if value in SPECIAL_TYPES:
            return self.save_reduce(type, (SPECIAL_TYPES[value],), obj=value)
        self.save_class_by_value(value)
    dispatch[type] = save_class

    def save_global(self, value, name=None):
        # Classes with a metaclass of their own come here.
        if isinstance(value, type) and not _importable(value, value.__qualname__):
            return self.save_class_by_value(value)
        return pickle._Pickler.save_global(self, value, name)

    def save_class_by_value(self, value):
        if 'enum' in sys.modules and isinstance(value, sys.modules['enum'].EnumMeta):
            return self.save_reduce(no_enum, (value.__name__,), obj=value)
        fields = value.__dict__.get('_fields')
        if value.__bases__ == (tuple,) and isinstance(fields, tuple):
            defaults = tuple(getattr(value, '_field_defaults', {}).values())
            return self.save_reduce(make_namedtuple, (value.__name__, fields, defaults, value.__module__), obj=value)
        slots = value.__dict__.get('__slots__')
        hidden = set(OWN_CLASS_ATTRIBUTES)
        if slots is not None:
            hidden.update([slots] if isinstance(slots, str) else slots)
        state = {k: v for k, v in value.__dict__.items() if k not in hidden}
        namespace = {'__module__': value.__module__, '__qualname__': value.__qualname__, '__doc__': value.__doc__}
        if slots is not None:
            namespace['__slots__'] = slots
        arguments = (type(value), value.__name__, value.__bases__, namespace)
        self.save_by_value(value, make_class, arguments, fill_class, state)

    def save_module(self, module):
        self.save_reduce(import_module, (module.__name__,), obj=module)
    dispatch[types.ModuleType] = save_module

    def save_code(self, code):
        self.save_reduce(marshal.loads, (marshal.dumps(code),), obj=code)
    dispatch[types.CodeType] = save_code

    def save_wrapper(self, wrapper):
        self.save_reduce(type(wrapper), (wrapper.__func__,), obj=wrapper)
    dispatch[classmethod] = save_wrapper
    dispatch[staticmethod] = save_wrapper

    def save_property(self, value):
        self.save_reduce(property, (value.fget, value.fset, value.fdel, value.__doc__), obj=value)
    dispatch[property] = save_property

    def save_mapping_proxy(self, value):
        self.save_reduce(types.MappingProxyType, (dict(value),), obj=value)
    dispatch[types.MappingProxyType] = save_mapping_proxy


# Types without a name among the builtins, such as that of functions.
TYPE_NAMES = {value: name for name, value in vars(types).items() if isinstance(value, type)}
SPECIAL_TYPES = {type(None): None, type(NotImplemented): NotImplemented, type(Ellipsis): Ellipsis}
RUNTIME_OBJECTS = {}


def from_runtime(name):
    return runtime_names[name]


def empty_cell():
    if False:
        value = None
    return (lambda: value).__closure__[0]


def make_cell():
    return empty_cell()


def contents_of(cell):
    """A tuple of what is in the cell, empty if nothing is."""
    try:
        return (cell.cell_contents,)
    except ValueError:
        return ()


def make_function(code, name, home, cells):
    space = sys.modules[home].__dict__ if home else _loading.globals
    return types.FunctionType(marshal.loads(code), space, name, None, cells)


def fill_function(function, state):
    needed, cells, defaults, kwdefaults, attributes, doc, module, qualname, annotations = state
    for name, value in needed.items():
        # A name that is there already wins: the runtime's own, or what an earlier function of the session brought.
        function.__globals__.setdefault(name, value)
    for cell, contents in cells:
        if contents:
            cell.cell_contents = contents[0]
    function.__defaults__ = defaults
    function.__kwdefaults__ = kwdefaults
    function.__dict__.update(attributes)
    function.__doc__ = doc
    function.__module__ = module
    function.__qualname__ = qualname
    function.__annotations__ = annotations
    return function


def make_class(kind, name, bases, namespace):
    return types.new_class(name, bases, {'metaclass': kind}, lambda space: space.update(namespace))


def fill_class(value, state):
    for name, attribute in state.items():
        setattr(value, name, attribute)
    return value


def make_namedtuple(name, fields, defaults, module):
    return collections.namedtuple(name, fields, defaults=defaults, module=module)


def no_enum(name):
    raise TypeError('the Enum class %s of a script cannot be loaded (RedisGears pickles it and fails here, too)' % name)


def import_module(name):
    __import__(name)
    return sys.modules[name]
