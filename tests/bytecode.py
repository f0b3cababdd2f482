"""Imported before all else: where no bytecode is kept, every process would compile all libraries anew."""

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"

# Workers and the processes that tests start take it over from the environment.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(FOLDER))
    sys.dont_write_bytecode = False
