"""Which names are worth a flag, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grader.sources.kinds import KindName

NAMES: Mapping[KindName, str] = MappingProxyType(
    {
        "memory": "ctypes _ctypes cffi gc",
        "frames": "sys._getframe sys._current_frames inspect.currentframe inspect.stack"
        " inspect.trace inspect.getouterframes inspect.getinnerframes",
        "tracing": "sys.settrace sys.setprofile sys.monitoring threading.settrace"
        " threading.setprofile",
        "imports": "sys.meta_path sys.path_hooks sys.path_importer_cache",
        "descriptors": "os.dup os.dup2 os.write os.writev os.pwrite os.sendfile os.fdopen",
        "ending": "os._exit os.abort os.kill os.killpg signal.raise_signal signal.pthread_kill",
        "process": "subprocess multiprocessing torch.multiprocessing pty _posixsubprocess"
        " concurrent.futures.ProcessPoolExecutor os.fork os.forkpty os.system os.popen"
        " os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe"
        " os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp"
        " os.spawnvpe os.posix_spawn os.posix_spawnp",
        "network": "socket _socket urllib urllib3 requests http ftplib smtplib httpx aiohttp",
        "pickle": "pickle.load pickle.loads pickle.Unpickler _pickle.load _pickle.loads"
        " marshal.load marshal.loads dill.load dill.loads cloudpickle.load cloudpickle.loads",
        "patched": "unittest.mock.patch",
    }
)
KIND_OF: Mapping[str, KindName] = MappingProxyType(
    {name: kind for kind, names in NAMES.items() for name in names.split()}
)
PLAIN = frozenset(
    ["gc.collect", "gc.enable", "gc.disable", "gc.isenabled", "urllib.parse", "http.HTTPStatus"]
)

INNOCENT_ALONE = frozenset({"gc", "urllib", "http"})
"""Modules of which only some contents are suspect: a bare import of them says nothing."""

INSIDE_FUNCTIONS = frozenset(
    [
        "f_back",
        "f_globals",
        "f_locals",
        "f_builtins",
        "tb_frame",
        "gi_frame",
        "cr_frame",
        "ag_frame",
        "__subclasses__",
        "__globals__",
        "__closure__",
    ]
)
LIBRARIES = frozenset({"torch", "numpy"})
SETTINGS = ("torch.backends", "torch._dynamo.config", "torch._inductor.config")
"""Attributes of the libraries that are made to be assigned."""

OPENERS = frozenset(
    [
        "builtins.open",
        "io.open",
        "os.open",
        "codecs.open",
        "pathlib.Path",
        "os.listdir",
        "os.scandir",
    ]
)
WELL_KNOWN_PLACES = ("/content", "/kaggle", "/dev/null")
"""Where Colab and Kaggle keep a student's own files."""

MAKERS_OF_CODE = frozenset({"builtins.exec", "builtins.eval", "builtins.compile"})
DECODERS = ("base64", "binascii", "codecs", "zlib", "lzma", "bz2", "gzip", "marshal")
GETTERS = frozenset({"builtins.getattr"})
SETTERS = frozenset(
    [
        "builtins.setattr",
        "builtins.delattr",
        "builtins.object.__setattr__",
        "builtins.type.__setattr__",
        "builtins.object.__delattr__",
        "builtins.type.__delattr__",
    ]
)
NAMESPACES = frozenset({"builtins.globals", "builtins.locals", "builtins.vars"})
CHANGERS = frozenset({"update", "setdefault", "pop", "clear", "__setitem__", "__delitem__"})


def kind_of(dotted: str) -> KindName | None:
    """The kind of the longest suspect name that `dotted` is or lies within."""
    parts = dotted.split(".")
    within = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    known = next((name for name in within if name in PLAIN or name in KIND_OF), None)
    if known is None or known in PLAIN or dotted in INNOCENT_ALONE:
        return None
    return KIND_OF[known]
