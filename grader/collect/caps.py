"""How much a download may hold. What holds more is refused before any of it is written."""

MAX_ENTRIES = 40_000
"""Files and folders of a download or of one folder of it: ten thousand students with four each."""

MAX_BYTES = 4_000_000_000
"""Bytes of everything in a download, unpacked."""

MAX_DIRECTORY = 12_000_000
"""Bytes of a zip's list of contents, which is read whole."""

MAX_FILE = 100_000_000
"""Bytes of one file; a reader of submissions has a lower cap and says so to the student."""

MAX_OWN_ENTRIES = 2_000
MAX_OWN_BYTES = 200_000_000
"""Files, and bytes unpacked, of a zip that one student handed in."""

SUSPECT_RATIO = 100
SUSPECT_BYTES = 20_000_000
"""What grows more than so many times, to more than so many bytes, is taken for a bomb."""

MAX_DEPTH = 20
MAX_NAME_BYTES = 240
MAX_PATH_BYTES = 1_000
MAX_SHOWN = 120
MAX_METADATA = 50_000_000
MAX_ROSTER = 20_000_000
