"""How much is read. What is larger is refused before it is read whole."""

MAX_FILE = 20_000_000
"""Bytes of a module or a notebook; a notebook's saved outputs count."""

MAX_CODE = 200_000
"""Bytes of all code of a program as JSON, which is how it travels to the child."""

MAX_CELLS = 5_000
"""Cells of a notebook, of every kind."""

MAX_ENTRIES = 2_000
"""Names looked at in a folder and all below it."""

MAX_HELPERS = 200
MAX_HELPER = 5_000_000
MAX_HELPERS_BYTES = 20_000_000
MAX_HELPERS_CODE = 1_000_000
MAX_HELPER_PATH = 200
MAX_LEFT_OUT = 200
MAX_SET_NAME = 100
MAX_COUNT = 2**31
