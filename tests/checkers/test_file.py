import pytest

from grader.checkers.file import _array

REFERENCE = (
    "import numpy as np\nnp.save('a.npy', np.ones((2, 2)))\nopen('a.txt', 'w').write('x\\ny')\n"
)


@pytest.mark.parametrize(
    ("program", "probe", "rules", "expected"),
    [
        pytest.param(
            "open('a.txt', 'w').write('x \\r\\ny\\n')", "a.txt", {"holds": "text"}, None, id="text"
        ),
        pytest.param(
            "open('a.txt', 'w').write('x')",
            "a.txt",
            {"holds": "text"},
            "a.txt, line 2: it is “”, expected is “y”.",
            id="too short",
        ),
        pytest.param(
            "open('a.txt', 'w').write('x\\ny\\nz')",
            "a.txt",
            {"holds": "text"},
            "a.txt, line 3: it is “z”, expected is “”.",
            id="too long",
        ),
        pytest.param(
            "open('a.txt', 'w').write('x')",
            "a.txt",
            {"holds": "text", "contains": "q"},
            "“q” is missing in a.txt.",
            id="contains not",
        ),
        pytest.param("open('a.txt', 'w').write('q')", "a.txt", {}, None, id="anything"),
        pytest.param(
            "import numpy as np\nnp.save('a.npy', np.asfortranarray(np.ones((2, 2))))",
            "a.npy",
            {"holds": "array"},
            None,
            id="an array in columns",
        ),
        pytest.param(
            "import numpy as np\nnp.save('a.npy', np.array([{}], dtype=object))",
            "a.npy",
            {"holds": "array"},
            "The file a.npy holds no array that can be read: write it with numpy.save(...).",
            id="a pickle",
        ),
        pytest.param(
            "import os\nos.symlink('/etc/passwd', 'a.txt')",
            "a.txt",
            {},
            "The file a.txt is not there. Write it under exactly that name, in the folder where "
            "your program runs.",
            id="a link",
        ),
    ],
)
def test_file(answered, program, probe, rules, expected):
    told = answered("file", {"path": probe}, REFERENCE, program, **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY",
        b"\x93NUMPY\x01\x00\x76\x00"
        + b"{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }".ljust(117)
        + b"\n",
        b"\x93NUMPY\x09\x00\x76\x00" + b" " * 118,
        b"\x93NUMPY\x01\x00\xff\xff" + b"(" * 70000,
    ],
)
def test_bytes_that_are_no_array(data):
    assert _array(data) is None
