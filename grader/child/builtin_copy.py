"""The builtins as they were before any student code ran.

A function looks names like `len` up in the builtins that its module's `__builtins__` names at the
moment when the function is made. A module of ours that says `__builtins__ = BUILTINS` above its
first function therefore keeps the real ones, whatever a student assigns to `builtins.len`.
"""

import builtins
from typing import Any

# Any: `__builtins__` may be a module or, as here, a dict.
BUILTINS: Any = vars(builtins).copy()
