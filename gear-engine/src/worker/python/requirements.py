"""Python packages that scripts require."""
import re
import sys

from .channel import job


@job
def has_requirements(names):
    """Whether this interpreter has all the packages, in versions that fit as far as that can be told."""
    return all(_has(name) for name in names)


def _has(requirement):
    try:
        import pkg_resources
        pkg_resources.require(requirement)
        return True
    except ImportError:
        pass
    except Exception:
        return False
    try:
        from importlib.metadata import version
        plain = re.match(r'[A-Za-z0-9._-]+$', requirement)
        return plain is not None and bool(version(requirement))
    except Exception:
        return False


@job
def use_folder(folder):
    if folder not in sys.path:
        sys.path.insert(0, folder)
