"""A machine that refuses is told why, and what its owner can do."""

import sys

import pytest

from grader.runner.remedies import not_installed, not_linux, refused, remedy

SAID = "bwrap: No permissions to create new namespace"


def system(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_what_is_not_installed_is_named_with_its_package():
    assert str(not_installed("bwrap", "bubblewrap")) == (
        "`bwrap` is not installed. On Debian and Ubuntu: apt-get install bubblewrap"
    )


def test_another_system_is_told_where_it_works():
    assert str(not_linux()) == "Only Linux offers this. On Windows, WSL2 is a Linux."


def test_apparmor_is_told_from_the_rest(tmp_path):
    setting = {"proc__sys__kernel__apparmor_restrict_unprivileged_userns": "1\n"}
    assert str(refused(SAID, system(tmp_path, **setting))) == (
        f"AppArmor refuses user namespaces to ordinary users ({SAID}). Ubuntu's package "
        "`apparmor-profiles` has a profile that allows them to bubblewrap: link "
        "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict into /etc/apparmor.d and reload "
        "AppArmor. Or switch the rule off for all programs: "
        "sysctl kernel.apparmor_restrict_unprivileged_userns=0"
    )


@pytest.mark.parametrize(
    ("files", "begins", "holds"),
    [
        pytest.param(
            {"proc__sys__user__max_user_namespaces": "0"},
            f"User namespaces are switched off ({SAID}).",
            "sysctl user.max_user_namespaces=10000",
            id="switched off",
        ),
        pytest.param(
            {"proc__sys__kernel__unprivileged_userns_clone": "0"},
            f"User namespaces are kept to root ({SAID}).",
            "sysctl kernel.unprivileged_userns_clone=1",
            id="Debian's switch",
        ),
        pytest.param(
            {".dockerenv": ""},
            f"This container may not make namespaces ({SAID}).",
            "--security-opt seccomp=unconfined",
            id="docker",
        ),
        pytest.param(
            {"run__.containerenv": ""},
            f"This container may not make namespaces ({SAID}).",
            "or run the grader outside a container.",
            id="podman",
        ),
        pytest.param(
            {
                "proc__sys__kernel__apparmor_restrict_unprivileged_userns": "0",
                "proc__sys__user__max_user_namespaces": "63000",
            },
            f"The system refuses it: {SAID}",
            "",
            id="nothing known",
        ),
    ],
)
def test_other_causes_are_told_from_the_systems_settings(tmp_path, files, begins, holds):
    message = str(refused(SAID, system(tmp_path, **files)))
    assert message.startswith(begins)
    assert holds in message


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is but one remedy")
@pytest.mark.parametrize(
    ("layer", "holds"),
    [
        pytest.param("landlock", "Landlock needs Linux 5.13 or later", id="landlock"),
        pytest.param("seccomp", "processor of the kind x86_64 or aarch64", id="seccomp"),
        pytest.param("rootdrop", "apt-get install bubblewrap", id="rootdrop"),
        pytest.param("namespaces", SAID, id="namespaces"),
    ],
)
def test_each_layer_has_its_remedy(layer, holds):
    assert holds in str(remedy(layer, SAID))
