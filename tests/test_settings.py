"""Configuration: what holds where, and what is said about a file that is wrong."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import platformdirs
import pytest

from grader.errors import UsageError
from grader.settings.file import read_configuration
from grader.settings.places import project_file, user_file
from grader.settings.reading import (
    Settings,
    Student,
    configured_language,
    login_name,
    read_settings,
    student_name,
)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def settings(environ=None, **given) -> Settings:
    return read_settings(environ=environ or {}, login=lambda: "login-kim", **given)


@pytest.fixture
def project(tmp_path) -> Path:
    return written(
        tmp_path / "project" / "grade.toml",
        'student = "project-kim"\nstore = "kept"\nlang = "ko"\nproblems = ["sets", "/more"]\n',
    )


@pytest.fixture
def user(tmp_path) -> Path:
    return written(
        tmp_path / "user" / "grade.toml",
        'student = "user-kim"\nstore = "/user-kept"\nlang = "en"\nproblems = "user-sets"\n',
    )


def test_nothing_said_anywhere():
    assert settings() == Settings(
        student=Student(name="login-kim", origin="login"),
        own_names=frozenset({"login-kim"}),
        store="submissions",
        lang=None,
        problems=(),
    )


def test_the_users_file_is_heard(user):
    found = settings(user=user)
    assert found.student == Student(name="user-kim", origin="configuration", file=str(user))
    assert (found.store, found.lang) == ("/user-kept", "en")
    assert found.problems == (str(user.parent / "user-sets"),)


def test_the_project_comes_before_the_user_and_paths_start_at_the_file(project, user):
    found = settings(project=project, user=user)
    assert found.student == Student(name="project-kim", origin="configuration", file=str(project))
    assert (found.store, found.lang) == (str(project.parent / "kept"), "ko")
    assert found.problems == (str(project.parent / "sets"), "/more")


def test_the_environment_comes_before_the_files(project):
    environ = {
        "GRADE_STUDENT": "env-kim",
        "GRADE_STORE": "env-kept",
        "GRADE_PROBLEMS": os.pathsep.join(("a", "", "b")),
    }
    found = settings(environ, project=project)
    assert found.student == Student(name="env-kim", origin="environment")
    assert (found.store, found.problems) == ("env-kept", ("a", "b"))


def test_the_command_line_comes_first(project):
    environ = {"GRADE_STUDENT": "env-kim", "GRADE_STORE": "env-kept"}
    found = settings(environ, project=project, student="lee", store="here")
    assert found.student == Student(name="lee", origin="option")
    assert found.store == "here"


def test_own_names_are_all_names_but_the_options(project, user):
    found = settings({"GRADE_STUDENT": "env-kim"}, project=project, user=user, student="lee")
    assert found.own_names == {"env-kim", "project-kim", "user-kim", "login-kim"}


def test_empty_variables_say_nothing(project):
    environ = {"GRADE_STUDENT": "", "GRADE_STORE": "", "GRADE_PROBLEMS": ""}
    found = settings(environ, project=project)
    assert found.student.name == "project-kim"
    assert found.store == str(project.parent / "kept")
    assert len(found.problems) == 2


def test_nobody_is_known():
    found = read_settings(environ={}, login=lambda: None)
    assert found.student == Student(name="unknown", origin="nowhere")
    assert found.own_names == frozenset()


@pytest.mark.parametrize(
    ("student", "source"),
    [
        pytest.param(Student(name="a", origin="option"), "from --student", id="option"),
        pytest.param(
            Student(name="a", origin="environment"),
            "from GRADE_STUDENT in the environment",
            id="environment",
        ),
        pytest.param(
            Student(name="a", origin="configuration", file="/x/grade.toml"),
            "from /x/grade.toml",
            id="configuration",
        ),
        pytest.param(
            Student(name="a", origin="login"),
            "the login name; --student NAME gives another",
            id="login",
        ),
        pytest.param(
            Student(name="a", origin="nowhere"),
            "no name is known; give one with --student NAME",
            id="nowhere",
        ),
    ],
)
def test_it_says_where_a_name_is_from(student, source):
    assert str(student.source) == source


def test_the_login_name_is_the_accounts(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOGNAME", "minsu")
    assert login_name() == "minsu"


def test_names_have_one_form():
    decomposed = unicodedata.normalize("NFD", "홍길동")
    assert student_name(f"  {decomposed}\t 2학년\n") == "홍길동 2학년"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "", "The student's name is empty. Give one: --student NAME", id="empty"
        ),
        pytest.param(
            " \n\t", "The student's name is empty. Give one: --student NAME", id="blank"
        ),
        pytest.param(
            "a\udcff", "The student's name 'a\\udcff' is not text.", id="undecodable"
        ),
    ],
)  # fmt: skip
def test_what_is_no_name(name, message):
    with pytest.raises(UsageError) as error:
        settings(student=name)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            'lang = "ko"\nstudnet = "kim"\n',
            "{file}, line 2: the key “studnet” is not known. Did you mean “student”?",
            id="misspelt key",
        ),
        pytest.param(
            "zzz = 1\n",
            "{file}, line 1: the key “zzz” is not known. "
            "The keys are: student, store, lang, problems.",
            id="unknown key",
        ),
        pytest.param(
            '\n[store]\npath = "x"\n',
            '{file}, line 2: store should look like this: store = "folder"',
            id="table",
        ),
        pytest.param(
            "student = 20231234\n",
            '{file}, line 1: student should look like this: student = "kim"',
            id="number for a name",
        ),
        pytest.param(
            'student = ""\n',
            '{file}, line 1: student should look like this: student = "kim"',
            id="empty name",
        ),
        pytest.param(
            'lang = "fr"\n',
            '{file}, line 1: lang should look like this: lang = "en" or lang = "ko"',
            id="language",
        ),
        pytest.param(
            "problems = [1]\n",
            '{file}, line 1: problems should look like this: problems = "folder" or '
            'problems = ["folder", "another"]',
            id="problems",
        ),
        pytest.param(
            "student = kim\n",
            "The configuration file {file} is not TOML: Invalid value (at line 1, column 11). "
            'A line looks like this: student = "kim"',
            id="not TOML",
        ),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, message):
    path = written(tmp_path / "grade.toml", text)
    with pytest.raises(UsageError) as error:
        read_configuration(path)
    assert str(error.value) == message.format(file=path)


def test_other_encodings(tmp_path):
    path = tmp_path / "grade.toml"
    path.write_bytes('\ufeffstudent = "홍길동"\r\n'.encode())
    assert read_configuration(path).student == "홍길동"
    path.write_bytes('student = "홍길동"\n'.encode("cp949"))
    with pytest.raises(UsageError) as error:
        read_configuration(path)
    assert str(error.value) == (
        f"The configuration file {path} is not UTF-8 text. Save it as UTF-8."
    )


def test_files_that_cannot_be_read(tmp_path):
    path = tmp_path / "grade.toml"
    with pytest.raises(UsageError) as error:
        read_configuration(path)
    assert str(error.value) == (
        f"The configuration file {path} cannot be read: No such file or directory."
    )
    path.write_bytes(b"#" * ((1 << 20) + 1))
    with pytest.raises(UsageError) as error:
        read_configuration(path)
    assert str(error.value) == f"The configuration file {path} is larger than 1 MB."


def test_deep_nesting_is_told_as_a_mistake(tmp_path):
    path = written(tmp_path / "grade.toml", f"problems = {'[' * 50_000}")
    with pytest.raises(UsageError, match="is not TOML"):
        read_configuration(path)


def test_a_language_is_asked_for_without_complaint(tmp_path, project):
    wrong = written(tmp_path / "wrong" / "grade.toml", "lang = 3")
    assert configured_language(project, None) == "ko"
    assert configured_language(None, project) == "ko"
    assert configured_language(wrong, None) is None
    assert configured_language(None, None) is None


def test_the_project_file_is_the_nearest_one_above(tmp_path, monkeypatch):
    upper = written(tmp_path / "grade.toml", "")
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert project_file() == upper
    nearer = written(tmp_path / "a" / "grade.toml", "")
    assert project_file() == nearer


def test_no_project_file_where_there_is_no_folder(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert project_file() is None


@pytest.mark.skipif(os.name != "posix", reason="another system's places")
def test_the_users_file_lies_where_the_system_keeps_them(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    path = Path(platformdirs.user_config_dir("grader", appauthor=False)) / "grade.toml"
    assert path.is_relative_to(tmp_path)
    assert user_file() is None
    written(path, "")
    assert user_file() == path
