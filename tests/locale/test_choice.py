import pytest

from grader.locale import choose_language


@pytest.mark.parametrize(
    ("option", "environ", "configured", "chosen"),
    [
        pytest.param(None, {}, None, "en", id="nothing is said"),
        pytest.param("ko", {"GRADE_LANG": "en"}, "en", "ko", id="the option comes first"),
        pytest.param(
            "en", {"GRADE_LANG": "ko", "LANG": "ko_KR"}, "ko", "en", id="also for English"
        ),
        pytest.param(None, {"GRADE_LANG": "ko", "LC_ALL": "C"}, "en", "ko", id="our variable next"),
        pytest.param(None, {"LC_ALL": "en_US.UTF-8"}, "ko", "ko", id="then the configuration"),
        pytest.param(None, {"LC_ALL": "ko_KR", "LANG": "C"}, None, "ko", id="then LC_ALL"),
        pytest.param(
            None, {"LC_MESSAGES": "ko_KR", "LANG": "C"}, None, "ko", id="then LC_MESSAGES"
        ),
        pytest.param(None, {"LANG": "ko_KR.UTF-8", "LANGUAGE": "en"}, None, "ko", id="then LANG"),
        pytest.param(None, {"LANGUAGE": "ko:en"}, None, "ko", id="then LANGUAGE, its first"),
        pytest.param(
            None, {"LC_ALL": "", "LANG": "ko_KR.eucKR"}, None, "ko", id="empty is not set"
        ),
        pytest.param(None, {"LANG": "C"}, None, "en", id="C"),
        pytest.param(None, {"LANG": "de_DE.UTF-8"}, None, "en", id="another language"),
        pytest.param(None, {"LANG": "kok_IN"}, None, "en", id="Konkani is not Korean"),
        pytest.param(None, {"LANG": "Korean_Korea.949"}, None, "ko", id="Windows"),
        pytest.param("KO-kr", {}, None, "ko", id="any spelling"),
        pytest.param(" ", {}, None, "en", id="a blank"),
    ],
)
def test_the_first_that_is_given(option, environ, configured, chosen):
    assert choose_language(option, environ, configured) == chosen
