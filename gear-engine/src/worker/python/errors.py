"""The exceptions of the runtime, and how an exception becomes the text of an error."""
import functools
import linecache
import traceback

# Python 3.13 shows the lines of `python -c` for every file called <string>, and that is the name of every script.
linecache.cache.clear()
getattr(linecache, '_interactive_cache', {}).clear()


class error(Exception):
    __module__ = 'gears'


class flat(Exception):
    """An error whose text goes to the client as it is."""
    __module__ = 'gears'


flat.__name__ = flat.__qualname__ = 'flat_error'

# The setting PythonAttemptTraceback.
tracebacks = True


# Of each module of the runtime that shows in tracebacks: which of its lines stand for which lines of RedisGears.
visible_lines = {}


def make_visible(filename, source):
    """Notes the lines of a module that end with a comment `line N`."""
    lines = enumerate(source.split('\n'), 1)
    marks = ((number, text.rpartition('  # line ')[2]) for number, text in lines if '  # line ' in text)
    visible_lines[filename] = {number: int(shown) for number, shown in marks}


def is_own_frame(filename):
    return filename.startswith('<gears/')


def shown_frames(stack):
    """The frames without those of the runtime, except where RedisGears shows its own."""
    for frame in stack:
        if is_own_frame(frame.filename):
            line = visible_lines.get(frame.filename, {}).get(frame.lineno)
            if line is None:
                continue
            frame.filename, frame.lineno = '<string>', line
        yield frame


def format_exception(exception):
    """The lines of traceback.format_exception for the frames that are shown, and whether there are any."""
    whole = traceback.TracebackException(type(exception), exception, exception.__traceback__, capture_locals=False)
    seen, todo = set(), [whole]
    while todo:
        part = todo.pop()
        if part is None or id(part) in seen:
            continue
        seen.add(id(part))
        part.stack[:] = list(shown_frames(part.stack))
        todo += [part.__cause__, part.__context__]
    return list(whole.format()), bool(whole.stack)


def describe(exception):
    """The text of an exception of a script or a step."""
    if isinstance(exception, flat):
        return str(exception)
    if tracebacks:
        try:
            lines, has_frames = format_exception(exception)
            if has_frames:
                return str(lines)
        except Exception:
            pass  # an exception whose own text cannot be made falls back to the short form
    return printable('Error type: %s, Value: %s' % (type(exception), text_of(exception)))


def text_of(exception):
    try:
        return str(exception)
    except Exception as e:
        return '<%s has no text: %s>' % (type(exception).__name__, type(e).__name__)


def printable(text):
    """The text with lone surrogates escaped: they have no UTF-8 form and cannot leave the process."""
    return text.encode('utf-8', 'backslashreplace').decode('utf-8')


def gives_error_text(function):
    """For jobs without a result: the text of the exception, or None."""
    @functools.wraps(function)
    def job(*args):
        try:
            function(*args)
        except BaseException as e:
            return printable(describe(e))
    return job


def has_surrogates(text):
    try:
        text.encode('utf-8')
        return False
    except UnicodeEncodeError:
        return True
