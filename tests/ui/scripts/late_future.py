import json
from __future__ import annotations
GB().count().run()
