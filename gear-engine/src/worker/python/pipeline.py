"""The steps of a pipeline, each a generator over the records of the step before.

Besides records, two things flow through the generators: a Failure (an error on its way to the end) and WAIT, which a step
yields when it cannot go on before a Pending record gets its value.
"""
from collections import deque
from types import CoroutineType

from . import loop
from .errors import describe
from .future import NO_FUTURES, Failure, Pending, PyFuture, Slot

MAX_IN_FLIGHT = 1000
UINT64 = 2 ** 64


class Wait:
    """The type of WAIT."""


WAIT = Wait()
DROP = object()     # the result of a filter that does not keep its record
SPECIAL = (Failure, Wait)
LATE = (CoroutineType, PyFuture)


class KeyRecord:
    """A record with the key its extractor gave."""
    __slots__ = ('key', 'value')

    def __init__(self, key, value):
        self.key = key
        self.value = value


def caller(execution, function, slot, finish):
    """A function that calls the callback of a step: its result, a Failure, or a Pending whose value `finish` makes.

    `finish(record)` gives the function that turns the late value of a record into what goes on.
    """
    def invoke(record, *args):
        execution.slot = slot
        try:
            result = function(*args)
        except BaseException as e:
            discard_future(slot)
            return Failure(describe(e))
        if result.__class__ not in LATE and slot.future is None:
            return result
        return late(execution, slot, result, finish(record))
    return invoke


def discard_future(slot):
    if slot.future is not None:
        slot.future._discarded()
        slot.future = None


def late(execution, slot, result, finish):
    future = slot.future
    if result is not future:
        discard_future(slot)
    slot.future = None
    if result.__class__ is CoroutineType:
        pending = Pending(execution, finish)
        loop.runCoroutine(result, pending)
        return pending
    if result is future and future is not None:
        # A future keeps its own place for the case that it is continued before the next future is made.
        future._slot = Slot(True, slot.needs_registered_thread)
        pending = Pending(execution, finish)
        future._returned(pending)
        return pending
    return result


def in_order(source, apply):
    """Results in the order of the records; up to MAX_IN_FLIGHT may be late at the same time."""
    waiting = deque()
    for record in source:
        kind = record.__class__
        if kind not in SPECIAL:
            record = apply(record)
            if not waiting and record.__class__ is not Pending:
                if record is not DROP:
                    yield record
                continue
            waiting.append(record)
        elif kind is Failure and not waiting:
            yield record
            continue
        elif kind is Failure:
            waiting.append(record)
        else:
            yield from ready(waiting)
            yield WAIT
        yield from ready(waiting)
        while len(waiting) >= MAX_IN_FLIGHT:
            yield WAIT
            yield from ready(waiting)
    while waiting:
        yield from ready(waiting)
        if waiting:
            yield WAIT


def ready(waiting):
    while waiting:
        head = waiting[0]
        if head.__class__ is Pending:
            if not head.done:
                return
            head = head.value
        waiting.popleft()
        if head is not DROP:
            yield head


def settle(pending):
    """Waits for one late result: a generator that yields WAIT and returns the value."""
    while not pending.done:
        yield WAIT
    return pending.value


def same(record):
    return lambda value: value


def map_step(source, step, execution):
    invoke = caller(execution, step.function, Slot(True), same)
    return in_order(source, lambda record: invoke(record, record))


def filter_step(source, step, execution):
    invoke = caller(execution, step.function, Slot(True, needs_registered_thread=True),
                    lambda record: lambda value: record if value else DROP)

    def apply(record):
        result = invoke(record, record)
        kind = result.__class__
        if kind is Failure or kind is Pending:
            return result
        try:
            return record if result else DROP
        except BaseException as e:
            return Failure(describe(e))
    return in_order(source, apply)


def foreach_step(source, step, execution):
    invoke = caller(execution, step.function, Slot(True), lambda record: lambda value: record)

    def apply(record):
        result = invoke(record, record)
        kind = result.__class__
        return result if kind is Failure or kind is Pending else record
    return in_order(source, apply)


def flatten_step(source, step, execution):
    for record in source:
        if isinstance(record, list):
            # RedisGears takes the items from the end; the list itself stays as it is.
            yield from reversed(list(record))
        else:
            yield record


def fold(source, invoke, key_of, accumulators):
    """Calls invoke for each record with what its key has so far; a failure makes its key start anew."""
    for record in source:
        if record.__class__ in SPECIAL:
            yield record
            continue
        key = key_of(record)
        result = invoke(record, accumulators.get(key))
        if result.__class__ is Pending:
            result = yield from settle(result)
        if result.__class__ is Failure:
            accumulators.pop(key, None)
            yield result
        else:
            accumulators[key] = result


def accumulate_step(source, step, execution):
    invoke = caller(execution, step.function, Slot(True), same)
    accumulators = {}
    yield from fold(source, lambda record, so_far: invoke(record, so_far, record), lambda record: None, accumulators)
    yield from accumulators.values()


def each_at_once(source, execution, step, where, arguments, finish):
    """Calls the callback of a step that cannot wait, and gives finish(result, record) for each record."""
    for record in source:
        if record.__class__ in SPECIAL:
            yield record
            continue
        execution.slot = NO_FUTURES
        try:
            result = step.function(*arguments(record))
            if result.__class__ is CoroutineType:
                result.close()
                record = Failure('coroutine are not allow on ' + where)
            else:
                record = finish(result, record)
        except BaseException as e:
            record = Failure(describe(e))
        yield record


def extract_step(source, step, execution):
    return each_at_once(source, execution, step, 'extractor', lambda record: (record,),
                        lambda key, record: KeyRecord(key_text(key), record))


def key_text(key):
    """A key is a C string: str as it is, anything else by its repr, cut at a NUL."""
    text = key if isinstance(key, str) else repr(key)
    text.encode('utf-8')    # a lone surrogate crashes RedisGears; here it is an error of the step
    return str.__str__(text).split('\0', 1)[0]


def local_value_step(source, step, execution):
    """After repartition: the record without its key."""
    for record in source:
        yield record.value if record.__class__ is KeyRecord else record


def accumulate_by_key_step(source, step, execution):
    invoke = caller(execution, step.function, Slot(True), same)
    groups = {}
    yield from fold(source, lambda record, so_far: invoke(record, record.key, so_far, record.value),
                    lambda record: record.key, groups)
    for key, value in groups.items():
        yield {'key': key, 'value': value}


def group_step(source, step, execution):
    groups = {}
    for record in source:
        if record.__class__ in SPECIAL:
            yield record
        else:
            groups.setdefault(record.key, []).append(record.value)
    for key, records in groups.items():
        yield KeyRecord(key, records)


def reduce_step(source, step, execution):
    return each_at_once(source, execution, step, 'reduce', lambda record: (record.key, record.value),
                        lambda value, record: {'key': record.key, 'value': value})


def limit_step(source, step, execution):
    # The numbers are unsigned in RedisGears: -1 is a very large one.
    length, offset = (n % UINT64 for n in step.numbers)
    end = (offset + length) % UINT64
    index = 0
    for record in source:
        if record.__class__ in SPECIAL:
            yield record
        elif index < offset:
            index += 1
        elif index < end:
            index += 1
            yield record
        else:
            return  # one record more than needed has been read, as in RedisGears


STEPS = {
    'map': map_step,
    'filter': filter_step,
    'foreach': foreach_step,
    'flatmap': flatten_step,
    'accumulate': accumulate_step,
    'extractkey': extract_step,
    'value': local_value_step,
    'accumulatebykey': accumulate_by_key_step,
    'group': group_step,
    'reduce': reduce_step,
    'limit': limit_step,
}
# Where records move between shards.
EXCHANGES = ('repartition', 'collect')
