"""Measures programs, each in two versions: what the compiler emits, and what a person writes.

Reads {"programs": [{"name", "emitted", "handwritten"}], "rounds"} from its input and writes one object with the
lengths and times of each. A stand-in for the server runs the steps of a program over records in this process.
"""
import ast
import copy
import io
import json
import sys
import threading
import time
import tokenize

from records import RECORDS, REPLIES


class Gears:
    """The builder of the server: it keeps the steps."""

    def __init__(self, reader, arg=None, desc=None):
        self.reader = reader
        self.steps = []

    def __getattr__(self, name):
        def step(*arguments):
            self.steps.append((name, arguments))
            return self
        return step

    # What the server writes in Python too, as it does.
    def aggregate(self, zero, fold, merge):
        self.accumulate(lambda a, r: fold(a if a else copy.deepcopy(zero), r))
        self.collect()
        return self.accumulate(lambda a, r: merge(a if a else copy.deepcopy(zero), r))

    def aggregateby(self, extractor, zero, fold, merge):
        self.localgroupby(lambda x: extractor(x), lambda k, a, r: fold(k, a if a else copy.deepcopy(zero), r))
        return self.groupby(
            lambda r: r['key'], lambda k, a, r: merge(k, a if a else copy.deepcopy(zero), r['value']))

    def countby(self, extractor=lambda x: x):
        return self.aggregateby(extractor, 0, lambda k, a, r: 1 + a, lambda k, a, r: r + a)

    def count(self):
        self.accumulate(lambda a, r: 1 + (a if a else 0))
        self.collect()
        return self.accumulate(lambda a, r: r + (a if a else 0))

    def run(self, *arguments, **options):
        built.append(self)

    def register(self, *arguments, **options):
        built.append(self)
        if 'trigger' not in options:
            # What the records are at the end, nobody sees.
            self.steps.append(('forget', ()))


def accumulated(function, records):
    total = None
    for record in records:
        total = function(total, record)
    return [total] if records else []


def grouped(extractor, reducer, records):
    groups = {}
    for record in records:
        key = extractor(record)
        if not isinstance(key, str):
            key = repr(key)
        groups[key] = reducer(key, groups.get(key), record)
    return [{'key': key, 'value': value} for key, value in groups.items()]


def flattened(function, records):
    return [item for record in records for item in reversed(function(record))]


def foreach(function, records):
    for record in records:
        function(record)
    return records


OPERATIONS = {
    'map': lambda f, records: list(map(f, records)),
    'filter': lambda f, records: list(filter(f, records)),
    'foreach': foreach,
    'flatmap': flattened,
    'accumulate': accumulated,
    'limit': lambda n, records: records[:n],
}


def run(steps, records):
    for name, arguments in steps:
        if name in ('localgroupby', 'groupby'):
            records = grouped(arguments[0], arguments[1], records)
        elif name == 'forget':
            records = []
        elif name != 'collect':
            records = OPERATIONS[name](arguments[0], records)
    return records


class Lock:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


# Outside of `atomic`, each command takes the lock for itself.
REDIS = threading.Lock()


def execute(*command):
    """What the server has to do at least: take its lock, make bytes of the words, and text of the reply."""
    with REDIS:
        for word in command:
            str(word).encode()
        reply = REPLIES[command[0]]
    if isinstance(reply, bytes):
        return reply.decode()
    return [item.decode() for item in reply] if isinstance(reply, list) else reply


built = []
called = []


def scope(execute):
    return {
        'GB': Gears,
        'execute': execute,
        'atomic': Lock,
        'log': lambda text, level='notice': called.append(('log', level, text)),
        'hashtag': lambda: '06S',
    }


def remembered(*command):
    called.append(tuple(str(word) for word in command))
    return execute(*command)


def build(text, execute):
    """The steps of a program: those that read, those of the program itself, and all of them."""
    names = scope(execute)
    exec(compile(text, 'program', 'exec'), names)
    steps = built.pop().steps
    if 'gear_trigger_launch' in names:
        # One function reads the arguments, calls the program and encodes.
        return [], [('map', (lambda words: names['gear_fn_launch'](words[1], int(words[2])),))], steps
    first = steps[0][1][0]
    # What reads is a function of one of these names, or a lambda that calls it.
    reads = any(name in ('gear_keys_record', 'gear_stream_record') for name in first.__code__.co_names)
    start = int(reads or first.__name__ == 'read')
    end = len(steps) - int(steps[-1] == ('map', (names.get('gear_json', ''),)))
    return steps[:start], steps[start:end], steps


def fresh(records):
    return copy.deepcopy(records)


def result(text, records):
    """What a program gives, and what it calls, in a form that both versions have."""
    del called[:]
    read, own, _ = build(text, remembered)
    try:
        out = run(own, run(read, fresh(records)))
    except Exception as error:
        out = ['%s' % error]
    return [sorted(repr(record) for record in out), list(called)]


def timed(steps, records):
    copied = fresh(records)
    # Of this process alone: what else the machine does is not counted.
    start = time.process_time()
    run(steps, copied)
    return time.process_time() - start


def times(emitted, handwritten, records, rounds):
    """Medians of the program's own steps, and of all, in turn."""
    versions = [build(text, execute) for text in (emitted, handwritten)]
    inputs = [run(read, fresh(records)) for read, _, _ in versions]
    samples = [[], [], [], []]
    for _ in range(rounds):
        for side, (_, own, whole) in enumerate(versions):
            samples[side].append(timed(own, inputs[side]))
            samples[2 + side].append(timed(whole, records))
    return [sorted(side)[rounds // 2] for side in samples]


LIBRARY = 'gear_'
OWN = ('gear_fn_', 'gear_let_', 'gear_step')


def is_own(node):
    """Whether a statement at the top is the program's, and not of the library or the reader."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return False
    if isinstance(node, (ast.Assign, ast.FunctionDef)):
        name = node.name if isinstance(node, ast.FunctionDef) else node.targets[0].id
        return name != 'read' and (name.startswith(OWN) or not name.startswith(LIBRARY))
    return True


# What reads and encodes records, and what the runtime says to the server, is not the program.
READS = {'gear_keys_record', 'gear_stream_record', 'gear_command_record', 'read', 'gear_json', 'gear_trigger_launch'}
OPTIONS = {'convertToStr', 'desc'}


def trimmed(node):
    """A chain of calls without the steps and options that are not counted."""
    if not isinstance(node, ast.Call):
        return node
    node.keywords = [keyword for keyword in node.keywords if keyword.arg not in OPTIONS]
    if isinstance(node.func, ast.Attribute):
        node.func.value = trimmed(node.func.value)
        if node.func.attr == 'map' and names(node.args[0]) & READS:
            return node.func.value
    return node


def names(node):
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def length(text):
    """The characters of a program's tokens: neither layout nor comments and docstrings count."""
    kept = []
    for node in ast.parse(text).body:
        if not is_own(node):
            continue
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        if isinstance(node, ast.Expr):
            node.value = trimmed(node.value)
        kept.append(ast.unparse(node))
    tokens = tokenize.generate_tokens(io.StringIO('\n'.join(kept)).readline)
    layout = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT)
    return sum(len(token.string) for token in tokens if token.type not in layout)


def main():
    request = json.load(sys.stdin)
    report = []
    for program in request['programs']:
        name, emitted, handwritten = program['name'], program['emitted'], program['handwritten']
        records = RECORDS[name]
        ours, theirs = result(emitted, records), result(handwritten, records)
        for one, other in zip(ours, theirs):
            if one != other:
                first = [pair for pair in zip(one + ['nothing'], other + ['nothing']) if pair[0] != pair[1]][0]
                sys.exit('%s: the versions differ: %s' % (name, first))
        entry = {'name': name, 'times': times(emitted, handwritten, records, request['rounds'])}
        if sys.version_info >= (3, 9):
            entry['lengths'] = [length(emitted), length(handwritten)]
        report.append(entry)
    json.dump(report, sys.stdout)


main()
