"""Python packages that scripts require: where they are."""
import importlib
import os
import sys

from .channel import job


@job
def use_folder(folder):
    """Makes what is installed in the folder importable, in the versions that are there now."""
    if folder not in sys.path:
        sys.path.insert(0, folder)
    importlib.invalidate_caches()
    there = {name.partition('.')[0] for name in os.listdir(folder)}
    for name, module in list(sys.modules.items()):
        # An older version may be loaded already. The runtime's own modules have no file.
        if name.partition('.')[0] in there and getattr(module, '__file__', None):
            del sys.modules[name]
