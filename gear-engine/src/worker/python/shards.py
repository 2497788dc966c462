"""This process is one shard. An execution runs here as a whole, or in parts: between two parts, records move to other shards.

The module gives each part to every shard, the initiator last, and hands on what leaves them.
"""
import binascii
import marshal
from bisect import bisect_right

from . import profile
from .future import Failure
from .pipeline import EXCHANGES, STEPS, KeyRecord

SLOTS = 16384
# Set when the process starts.
me = 0
count = 1
_first_slots = [0]
# The form of a record that moves.
FAILED, PLAIN, KEYED = range(3)


def settle_down(shard, shards):
    """Takes the place of one shard among so many."""
    global me, count, _first_slots
    me, count = shard, shards
    _first_slots = [n * SLOTS // shards for n in range(shards)]


def of_key(key):
    """The shard that has a key: only what is between the first { and the next } counts, if anything is."""
    key = key.encode('utf-8')
    start = key.find(b'{')
    end = key.find(b'}', start + 1) if start >= 0 else -1
    if end > start + 1:
        key = key[start + 1:end]
    return bisect_right(_first_slots, binascii.crc_hqx(key, 0) % SLOTS) - 1


def stream(execution):
    """The records of an execution that runs on this shard alone: records do not move."""
    _measure(execution)
    return _chain(execution, _read(execution), enumerate(execution.steps, 1))


def _measure(execution):
    if profile.enabled:
        execution.times = [0] * (1 + len(execution.steps))


def _read(execution):
    return _timed(_until_error(execution), execution, 0)


def _until_error(execution):
    """A reader stops when an error has come out of the other end."""
    for record in execution.reader(execution):
        yield record
        if execution.failed:
            return


def _chain(execution, records, numbered_steps):
    for place, step in numbered_steps:
        if step.kind in STEPS:
            records = _timed(STEPS[step.kind](records, step, execution), execution, place)
    return records


def _timed(records, execution, place):
    return records if execution.times is None else profile.timed(records, execution.times, place)


class Parts:
    """The parts of an execution on this shard."""

    def __init__(self, execution, initiator):
        self.execution = execution
        self.initiator = initiator
        # The numbered steps of each part, and how records move after it.
        self.rest = [([], None)]
        for place, step in enumerate(execution.steps, 1):
            if step.kind in EXCHANGES:
                self.rest[-1] = self.rest[-1][0], step.kind
                self.rest.append(([], None))
            else:
                self.rest[-1][0].append((place, step))
        self.exchange = None
        self.kept = None        # the records that stay here between two parts; None before the first one
        self.leaving = {}

    def begin(self, arrived):
        """Starts the next part, on what has come from other shards; the first part on what the reader gives."""
        execution, kept = self.execution, self.kept
        if kept is None:
            _measure(execution)
            records = _read(execution)
        else:
            records = _in_order_of_shards(kept, dict(arrived))
        self.kept, self.leaving = [], {}
        steps, self.exchange = self.rest.pop(0)
        execution.stream = _chain(execution, records, steps)
        if self.exchange is not None:
            execution.sink = self.move
        else:
            # Without collect, nobody sees what comes out on the others.
            execution.sink = execution.result if me == self.initiator else ignore

    def move(self, record):
        """Where a record goes that has come to the end of a part."""
        if record.__class__ is not Failure:
            target = self.initiator if self.exchange == 'collect' else of_key(record.key)
            if target != me:
                record = packed(record)
        if record.__class__ is Failure:
            # Errors go to the initiator, past the callbacks.
            target = self.initiator
            if target != me:
                record = FAILED, record.text
        if target == me:
            self.kept.append(record)
        else:
            self.leaving.setdefault(target, []).append(record)

    def finish(self):
        """Ends a part: what leaves this shard, or what comes out of the whole."""
        if self.exchange is not None:
            return [(target, marshal.dumps(records)) for target, records in self.leaving.items()]
        if me == self.initiator:
            return self.execution.finish()
        self.execution.forget()
        return []


def ignore(record):
    pass


def packed(record):
    """A record that crosses shards is marshalled: only plain data gets through, and it is a copy."""
    try:
        if record.__class__ is KeyRecord:
            return KEYED, record.key, marshal.dumps(record.value)
        return PLAIN, marshal.dumps(record)
    except ValueError as e:
        return Failure("Error type: <class 'ValueError'>, Value: %s" % e)


def unpacked(form, first, data=None):
    if form == FAILED:
        return Failure(first)
    return marshal.loads(first) if form == PLAIN else KeyRecord(first, marshal.loads(data))


def _in_order_of_shards(kept, arrived):
    for shard in range(count):
        if shard == me:
            yield from kept
        elif shard in arrived:
            for record in marshal.loads(arrived[shard]):
                yield unpacked(*record)
