"""The stream of a whole execution: one chain of steps, or one for each simulated shard with exchanges between them."""
import marshal

from . import pickling, profile
from .channel import call, here
from .future import Failure
from .pipeline import EXCHANGES, STEPS, KeyRecord, Wait

count = 1       # set when the worker starts
LOCAL_MODES = ('async_local', 'sync')


class Steps:
    """The steps of a plan. The initiator has the functions of the script, the other shards have unpickled copies."""

    def __init__(self, session, steps, blob, on_registered=None):
        self.session = session
        self.blob = blob
        self._of_shards = {0: (steps, on_registered)}

    def of_shard(self, shard):
        return self._get(shard)[0]

    def on_registered_of_shard(self, shard):
        return self._get(shard)[1]

    def _get(self, shard):
        if shard not in self._of_shards:
            self._of_shards[shard] = pickling.load_steps(self.blob, self.session.on_shard(shard))
        return self._of_shards[shard]


def stream(execution):
    if profile.enabled:
        execution.times = [0] * (1 + len(execution.steps.of_shard(execution.initiator)))
    if count == 1 or execution.mode in LOCAL_MODES:
        return _single(execution)
    return _distributed(execution)


def _single(execution):
    records = _until_error(execution.reader(execution, execution.initiator), execution.errors)
    records = _timed(records, execution, 0)
    for place, step in enumerate(execution.steps.of_shard(execution.initiator), 1):
        if step.kind in STEPS:
            records = _timed(STEPS[step.kind](records, step, execution), execution, place)
    return records


def _timed(records, execution, place):
    return records if execution.times is None else profile.timed(records, execution.times, place)


def _until_error(records, errors):
    """A reader stops when an error has come out of the other end."""
    for record in records:
        yield record
        if errors:
            return


def _distributed(execution):
    failures = [[] for _ in range(count)]
    streams = []
    for shard in range(count):
        records = execution.reader(execution, shard)
        streams.append(_on_shard(_timed(_until_error(records, failures[shard]), execution, 0), shard))
    for place, step in enumerate(zip(*(execution.steps.of_shard(shard) for shard in range(count))), 1):
        kind = step[0].kind
        if kind in EXCHANGES:
            exchange = Exchange(streams, failures, execution.initiator, to_initiator=kind == 'collect')
            streams = [exchange.of_shard(shard) for shard in range(count)]
        elif kind in STEPS:
            streams = [_on_shard(_timed(STEPS[kind](records, step[shard], execution), execution, place), shard)
                       for shard, records in enumerate(streams)]
    return _only_initiator(streams, failures, execution.initiator)


def _on_shard(records, shard):
    """Keeps here.shard right while the callbacks of a shard run."""
    while True:
        here.shard = shard
        for record in records:
            break
        else:
            return
        yield record


def _only_initiator(streams, failures, initiator):
    """The initiator's own stream, after the others have run (without collect their records are not seen)."""
    for shard, records in enumerate(streams):
        for record in records if shard != initiator else ():
            if record.__class__ is Wait:
                yield record
            elif record.__class__ is Failure:
                failures[shard].append(record)
    for record in streams[initiator]:
        if record.__class__ is Failure:
            failures[initiator].append(record)
        yield record


class Exchange:
    """Moves records between the shards; everything before it runs to its end first."""

    def __init__(self, streams, failures, initiator, to_initiator):
        self.streams = streams
        self.failures = failures
        self.initiator = initiator
        self.to_initiator = to_initiator
        self.boxes = [[] for _ in range(count)]
        self.filled = False

    def of_shard(self, shard):
        yield from self.fill()
        here.shard = shard          # the other shards have run meanwhile
        box, self.boxes[shard] = self.boxes[shard], []
        yield from box

    def fill(self):
        while not self.filled:
            for shard, records in enumerate(self.streams):
                for record in records:
                    if record.__class__ is Wait:
                        yield record
                    else:
                        self.route(shard, record)
            self.filled = True

    def route(self, source, record):
        kind = record.__class__
        if kind is Failure:
            self.failures[source].append(record)
            self.boxes[self.initiator].append(record)
            return
        if self.to_initiator:
            target = self.initiator
        else:
            target = call('shard_of', record.key.encode('utf-8') if kind is KeyRecord else b'')
        if target != source:
            record = transfer(record)
        self.boxes[self.initiator if record.__class__ is Failure else target].append(record)


def transfer(record):
    """A record that crosses shards is marshalled: only plain data gets through, and it is a copy."""
    try:
        if record.__class__ is KeyRecord:
            return KeyRecord(record.key, marshal.loads(marshal.dumps(record.value)))
        return marshal.loads(marshal.dumps(record))
    except ValueError as e:
        return Failure("Error type: <class 'ValueError'>, Value: %s" % e)
