# The text of `python -c`: ends with success if this interpreter has the package that is named, in a version that fits.
import re
import sys

requirement = sys.argv[1]
try:
    import pkg_resources
except ImportError:
    # Without setuptools versions cannot be compared, so only a plain name can be found.
    if not re.match(r'[A-Za-z0-9._-]+$', requirement):
        sys.exit(1)
    from importlib.metadata import version
    version(requirement)
else:
    pkg_resources.require(requirement)
