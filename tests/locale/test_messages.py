import gettext
import subprocess
import sys
from dataclasses import FrozenInstanceError
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.locale import Catalogue, catalogue
from grader.model.message import Message, Text, say, say_count
from grader.model.verdict import Status


class Fixed(gettext.NullTranslations):
    """A catalogue of these words only."""

    def __init__(self, **words: str) -> None:
        super().__init__()
        self.words = words

    def gettext(self, message):
        return self.words.get(message, message)

    def ngettext(self, msgid1, msgid2, n):
        return self.words.get(msgid1, msgid1 if n == 1 else msgid2)


def korean(**words: str) -> Catalogue:
    return Catalogue("ko", Fixed(**words))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("as it is {x}", "as it is {x}", id="a str"),
        pytest.param(say("{x} is here", x="it"), "it is here", id="a message"),
        pytest.param(say("{x}", x="{y} {0} {"), "{y} {0} {", id="braces in a value"),
        pytest.param(say("{x}", x=("a", 1, 2.0)), "a, 1, 2.0", id="a tuple"),
        pytest.param(say("{x}", x=()), "", id="an empty tuple"),
        pytest.param(say("{x}", x=0.1 + 0.2), "0.3", id="a float without noise"),
        pytest.param(say("{x}", x=1.0), "1.0", id="a whole float stays a float"),
        pytest.param(say("{x}", x=1e-9), "1e-09", id="a small float"),
        pytest.param(say("{x}", x=0.30000001), "0.30000001", id="a float that nearly is another"),
        pytest.param(say("{x}", x=float("nan")), "nan", id="not a number"),
        pytest.param(say("{x}", x=-float("inf")), "-inf", id="infinity"),
        pytest.param(say("{x}", x=10**400), str(10**400), id="a huge int"),
        pytest.param(
            say("{x}", x=say("in {y}", y=say("out"))), "in out", id="messages in messages"
        ),
        pytest.param(Text({"ko": "글"}), "글", id="a text without this language"),
        pytest.param(Text({}), "", id="a text without any"),
        pytest.param(say_count("one", "{count} of them", 1), "one", id="one"),
        pytest.param(say_count("one", "{count} of them", 0), "0 of them", id="none"),
        pytest.param(say_count("one", "{count} of them", 7), "7 of them", id="many"),
        pytest.param(say(""), "", id="nothing"),
        pytest.param(say("{gone} {x}", x=1), "{gone} 1", id="our mistake: a missing value"),
        pytest.param(say("{x:d}", x=1), "{x:d}", id="our mistake: a format that does not fit"),
        pytest.param(say("a { b"), "a { b", id="our mistake: a lone brace"),
        pytest.param(say("{} {x.y}", x=1), "{} {x.y}", id="our mistake: positions, attributes"),
        pytest.param(Message(template="a", plural="b"), "b", id="our mistake: no count"),
    ],
)
def test_in_english(said, shown):
    assert catalogue("en").render(said) == shown


def test_values_are_in_the_same_language():
    words = korean(**{"{a} and {b}": "{b} 그리고 {a}", "in": "안"})
    said = say("{a} and {b}", a=Text({"en": "text", "ko": "글"}), b=(say("in"), 1))
    assert words.render(said) == "안, 1 그리고 글"


def test_a_count_chooses_the_form():
    assert korean(one="{count}개").render(say_count("one", "{count} of them", 1)) == "1개"


def test_without_a_translation_it_is_english():
    assert korean().render(say_count("one", "{count} of them", 2)) == "2 of them"


def test_braces_that_name_no_value_stay_as_they_are():
    assert korean(**{"{x} is": "{x}은 {"}).render(say("{x} is", x=1)) == "1은 {"
    assert korean().render(say("{x.__class__} {x:9}", x=1)) == "{x.__class__} {x:9}"


def test_the_header_of_the_catalogue_is_not_a_message():
    assert catalogue("ko").render(say("")) == ""


values = st.recursive(
    st.text() | st.integers() | st.floats(),
    lambda parts: (
        st.lists(parts.filter(lambda each: not isinstance(each, tuple))).map(tuple)
        | st.builds(
            lambda text, value: Message(template=text, values={"x": value}), st.text(), parts
        )
    ),
    max_leaves=8,
)


@given(
    template=st.text(alphabet="{}x:!.[0]a%"), value=values, language=st.sampled_from(["en", "ko"])
)
def test_whatever_comes_it_shows_something(template, value, language):
    said = Message(template=template, values={"x": value})
    assert isinstance(catalogue(language).render(said), str)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param(
            "en",
            "passed, failed, error, not attempted, skipped, unavailable, grader error",
            id="English",
        ),
        pytest.param(
            "ko", "통과, 실패, 오류, 아직 안 함, 건너뜀, 확인 불가, 채점기 오류", id="Korean"
        ),
    ],
)
def test_a_word_for_every_status(language, words):
    assert ", ".join(catalogue(language).words.values()) == words
    assert tuple(catalogue(language).words) == get_args(Status)


def test_a_catalogue_is_frozen():
    with pytest.raises(FrozenInstanceError):
        catalogue("ko").language = "en"  # type: ignore[misc]


def test_korean_is_korean_in_a_process_of_its_own_with_no_locale():
    code = (
        "from grader.locale import catalogue; from grader.model.message import say;"
        "import sys; sys.stdout.buffer.write(catalogue('ko').render(say('passed')).encode());"
        "assert 'babel' not in sys.modules and 'torch' not in sys.modules"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env={"LC_ALL": "C"}, capture_output=True, check=True
    )
    assert ran.stdout.decode() == "통과"
