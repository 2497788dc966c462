"""GearsBuilder: the class scripts use. The sugar operations are put together from the basic ones.

In RedisGears this layer is visible in tracebacks. A comment `line N` says which line does the same there, so that the
tracebacks are the same here.
"""
import copy

from . import api
from .channel import call
from .plan import PyFlatExecution
from .readers import scan

log = api.module.log
execute = api.module.executeCommand
configGet = api.module.config_get


def createKeysOnlyReader(pattern='*', count=1000, noScan=False, patternGenerator=None):
    def keysOnlyReader():
        wanted, exact = (pattern, noScan) if patternGenerator is None else patternGenerator()  # line 50
        if exact:
            try:
                exists = execute('EXISTS', wanted) == 1
            except Exception:
                return
            if exists:
                yield wanted
            return
        # RedisGears sends count to SCAN; only the error of SCAN can be seen of that, and comes from SCAN here as well.
        if type(count) is not int or not 1 <= count < 2 ** 63:
            execute('SCAN', '0', 'MATCH', str(wanted), 'COUNT', str(count))  # line 59
        yield from scan(str(wanted), False, True)
    return keysOnlyReader


def shardReaderCallback():
    yield call('shard_name')


class GearsBuilder:
    def __init__(self, reader='KeysReader', defaultArg='*', desc=None):
        self.realReader = reader
        if reader == 'ShardsIDReader' or reader == 'KeysOnlyReader':
            reader = 'PythonReader'
        self.reader = reader
        self.gearsCtx = api.module.gearsCtx(reader, desc)  # line 84
        self.defaultArg = defaultArg

    def __localAggregateby__(self, extractor, zero, aggregator):
        self.gearsCtx.localgroupby(lambda x: extractor(x), lambda k, a, r: aggregator(k, a if a else copy.deepcopy(zero), r))  # line 88
        return self

    def aggregate(self, zero, seqOp, combOp):
        self.gearsCtx.accumulate(lambda a, r: seqOp(a if a else copy.deepcopy(zero), r))  # line 98
        self.gearsCtx.collect()
        self.gearsCtx.accumulate(lambda a, r: combOp(a if a else copy.deepcopy(zero), r))  # line 100
        return self

    def aggregateby(self, extractor, zero, seqOp, combOp):
        self.__localAggregateby__(extractor, zero, seqOp)  # line 111
        self.gearsCtx.groupby(lambda r: r['key'], lambda k, a, r: combOp(k, a if a else copy.deepcopy(zero), r['value']))  # line 112
        return self

    def count(self):
        self.gearsCtx.accumulate(lambda a, r: 1 + (a if a else 0))  # line 119
        self.gearsCtx.collect()
        self.gearsCtx.accumulate(lambda a, r: r + (a if a else 0))  # line 121
        return self

    def countby(self, extractor=lambda x: x):
        return self.aggregateby(extractor, 0, lambda k, a, r: 1 + a, lambda k, a, r: r + a)  # line 129

    def sort(self, reverse=True):
        # flatmap turns the list round: the default is ascending in the end.
        self.aggregate([], lambda a, r: a + [r], lambda a, r: a + r)  # line 136
        self.map(lambda r: sorted(r, reverse=reverse))  # line 137
        return self.flatmap(lambda r: r)  # line 138

    def distinct(self):
        return self.aggregate(set(), lambda a, r: a | set([r]), lambda a, r: a | r).flatmap(lambda x: list(x))  # line 145

    def avg(self, extractor=lambda x: float(x)):  # line 147
        # The accumulator is (sum, number of records).
        self.map(extractor)  # line 155
        self.aggregate((0, 0), lambda a, r: (a[0] + r, a[1] + 1),  # line 156
                       lambda a, r: (a[0] + r[0], a[1] + r[1]))  # line 157
        return self.map(lambda x: x[0] / x[1])  # line 157

    def run(self, arg=None, convertToStr=True, collect=True, **kargs):
        if convertToStr:
            self.gearsCtx.map(lambda x: str(x))  # line 164
        if collect:
            self.gearsCtx.collect()
        arg = arg if arg else self.defaultArg
        if self.realReader == 'ShardsIDReader':
            arg = shardReaderCallback
        if self.realReader == 'KeysOnlyReader':
            arg = createKeysOnlyReader(arg, **kargs)  # line 171
        return self.gearsCtx.run(arg, **kargs)  # line 172

    def register(self, prefix='*', convertToStr=True, collect=True, **kargs):
        if convertToStr:
            self.gearsCtx.map(lambda x: str(x))  # line 176
        if collect:
            self.gearsCtx.collect()
        if 'regex' in kargs:
            log('Using regex argument with register is deprecated and missleading, use prefix instead.', level='warning')
            prefix = kargs['regex']
        kargs['prefix'] = prefix
        return self.gearsCtx.register(**kargs)  # line 183


def createDecorator(operation):
    def deco(self, *args):
        operation(self.gearsCtx, *args)  # line 187
        return self
    return deco


for _name in ('map', 'filter', 'foreach', 'flatmap', 'groupby', 'batchgroupby', 'localgroupby', 'repartition', 'collect',
              'limit', 'accumulate'):
    setattr(GearsBuilder, _name, createDecorator(PyFlatExecution.__dict__[_name]))


def gearsConfigGet(key, default=None):
    value = configGet(key)  # line 202
    return value if value is not None else default


def genDeprecated(deprecatedName, name, target):
    def method(*args, **kwargs):
        log('%s is deprecated, use %s instead' % (deprecatedName, name), level='warning')
        return target(*args, **kwargs)
    return method
