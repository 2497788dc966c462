"""The globals of a script: everything RedisGears has there, under the same names.

Most of them are no use to scripts, but they are taken: a function of a script that is called `f` or `log` is replaced by the
runtime's object when a registration is loaded, and a development engine has to show that.
"""
import asyncio
import builtins
import cProfile
import copy
import dis
import importlib
import io
import itertools
import logging
import opcode
import operator
import pickle
import pstats
import struct
import sys
import traceback
import types
import weakref
from functools import partial
from threading import Thread

from . import api, builder, loop, pickling
from .plan import PyFlatExecution

# Names that only the pickling of RedisGears uses; a script finds a function that says so.
PRIVATE = '''_cell_set_template_code _fill_function _gen_ellipsis _gen_not_implemented _get_cell_contents _get_dict_new
_get_frozenset_new _get_list_new _get_object_new _get_set_new _get_tuple_new _is_dynamic _make__new__factory
_make_cell_set_template_code _make_empty_cell _make_skel_func _rebuild_tornado_coroutine _rehydrate_skeleton_class
_restore_attr _walk_global_ops _builtin_type cell_set dynamic_subimport instance is_tornado_coroutine islambda subimport
profileGetInfo profileStart profileStop profilerCreate'''.split()


def _private(name):
    def private(*args, **kwargs):
        raise RuntimeError('%s belongs to the runtime' % name)
    private.__name__ = private.__qualname__ = name
    return private


def dump(value, file, protocol=None):
    file.write(pickling.dumps(value))


def make():
    """The dict every session copies."""
    redisgears = api.module
    names = {name: _private(name) for name in PRIVATE}
    names.update(
        # For scripts.
        GearsBuilder=builder.GearsBuilder, GB=builder.GearsBuilder, execute=redisgears.executeCommand,
        call_next=redisgears.callNext, get_command=redisgears.getCommand, override_reply=redisgears.overrideReply,
        atomic=redisgears.atomicCtx, hashtag=redisgears.getMyHashTag, registerTE=redisgears.registerTimeEvent,
        gearsCtx=redisgears.gearsCtx, gearsFuture=redisgears.gearsFutureCtx, log=redisgears.log,
        setGearsSession=redisgears.setGearsSession, getGearsSession=redisgears.getGearsSession,
        registerGearsThread=redisgears.registerGearsThread, isInAtomicBlock=redisgears.isInAtomicBlock,
        isAsyncAllow=redisgears.isAsyncAllow, configGet=redisgears.config_get, flat_error=redisgears.flatError,
        gearsConfigGet=builder.gearsConfigGet, createFuture=loop.createFuture, setFutureResults=loop.setFutureResults,
        setFutureException=loop.setFutureException, runCoroutine=loop.runCoroutine, PyFlatExecution=PyFlatExecution,
        createKeysOnlyReader=builder.createKeysOnlyReader, shardReaderCallback=builder.shardReaderCallback,
        createDecorator=builder.createDecorator, genDeprecated=builder.genDeprecated,
        GearsFuture=loop.GearsFuture, GearsSession=loop.GearsSession, Future=loop.Future,
        Log=builder.genDeprecated('Log', 'log', redisgears.log),
        ConfigGet=builder.genDeprecated('ConfigGet', 'configGet', redisgears.config_get),
        GearsConfigGet=builder.genDeprecated('GearsConfigGet', 'gearsConfigGet', builder.gearsConfigGet),
        redisgears=redisgears, rg=redisgears,
        # Left over in the runtime of RedisGears: its thread, its loop, and the variables of its loops.
        f=loop.forever, t=loop.thread, loop=loop.loop, k='accumulate', v=types.MethodType,
        # Of its pickling.
        dump=dump, dumps=pickling.dumps, load=pickle.load, loads=pickling.loads, CloudPickler=pickling.Pickler,
        Pickler=pickle._Pickler, DEFAULT_PROTOCOL=pickle.HIGHEST_PROTOCOL, PY3=True, StringIO=io.BytesIO,
        STORE_GLOBAL=opcode.opmap['STORE_GLOBAL'], DELETE_GLOBAL=opcode.opmap['DELETE_GLOBAL'],
        LOAD_GLOBAL=opcode.opmap['LOAD_GLOBAL'], HAVE_ARGUMENT=dis.HAVE_ARGUMENT, EXTENDED_ARG=dis.EXTENDED_ARG,
        GLOBAL_OPS=pickling.GLOBAL_OPS, _BUILTIN_TYPE_NAMES={}, _BUILTIN_TYPE_CONSTRUCTORS={}, _empty_cell_value=None,
        requested_base_globals=None, string_types=(str,), str=str, print_function=None,
        # Modules.
        asyncio=asyncio, cProfile=cProfile, copy=copy, dis=dis, importlib=importlib, io=io, itertools=itertools,
        logging=logging, opcode=opcode, operator=operator, partial=partial, pickle=pickle, pstats=pstats, struct=struct,
        sys=sys, traceback=traceback, types=types, weakref=weakref, Thread=Thread,
        __name__='not_main', __builtins__=builtins, __doc__=None, __loader__=None, __package__=None, __spec__=None,
        __annotations__={})
    return names


def publish(names):
    """Makes the modules importable and tells the pickling what belongs to the runtime."""
    sys.modules['redisgears'] = api.module
    sys.modules['redisAI'] = api.ai
    pickling.runtime_names.update(names)
    for name, value in names.items():
        # Modules and simple values are pickled like those of anybody else.
        if callable(value) and not isinstance(value, type) or value in (loop.loop, loop.thread):
            pickling.RUNTIME_OBJECTS.setdefault(id(value), name)


namespace = make()
publish(namespace)
