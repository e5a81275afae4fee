"""The locks of requirements/: base.lock for the product, one for each extra with what it adds."""

import re
import tomllib

import pytest


def pins(path):
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", path.read_text(encoding="utf-8"), re.M))


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(requirements):
    """Name and version of each requirement, which must name one version."""
    found = {}
    for requirement in requirements:
        name, _, version = requirement.partition("==")
        assert version, f"pyproject.toml: {requirement}: expected one version"
        found[normal(name.partition("[")[0])] = version
    return found


@pytest.fixture(scope="session")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_base_holds_what_the_project_asks_for(root, project):
    locked = pins(root / "requirements" / "base.lock")
    assert asked(project["project"]["dependencies"]).items() <= locked.items()
    for name in project["tool"]["uv"]["exclude-dependencies"]:
        assert name not in locked


def test_each_extra_has_a_lock_of_its_own_pins(root, project):
    extras = project["project"]["optional-dependencies"]
    assert {path.stem for path in (root / "requirements").glob("*.lock")} == {"base", *extras}
    base = pins(root / "requirements" / "base.lock")
    for extra, requirements in extras.items():
        own = pins(root / "requirements" / f"{extra}.lock")
        assert not own.keys() & base.keys(), f"requirements/{extra}.lock repeats base.lock"
        assert asked(requirements).items() <= (base | own).items()


def test_locks_name_no_host(root):
    for path in [*root.glob("requirements/*.lock"), *root.glob("bi/*/requirements.lock"), *root.glob("quality/*/*/requirements.lock")]:
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text and not re.search(r"https?:|^\s*--(?!hash)", text, re.M), path
