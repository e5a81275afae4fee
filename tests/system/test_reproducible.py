"""Two builds on two fresh checkouts, under other names, clocks and locales, without a home and with files that nobody else may read, give
the same marts and the same exported bytes."""

import json
import shutil
import subprocess

from faults import CLAIMHOUSE, environment

PLACES = {
    "one": ({"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022),
    "another place": ({"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "HOME": "", "XDG_CACHE_HOME": ""}, 0o077),
}


def built(root, folder, settings, umask):
    """The manifest and the bytes of every exported file of a checkout that was never built before. Empty settings are taken out of the
    environment."""
    for name in subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")[:-1]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    for arguments in (["build"], ["export", "--format", "parquet", "--format", "csv", "--out", str(folder / "exports")]):
        place = {name: value for name, value in (environment(folder) | settings).items() if value}
        done = subprocess.run([*CLAIMHOUSE, *arguments], env=place, umask=umask, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    files = sorted(path for path in (folder / "exports").rglob("*") if path.is_file())
    assert not any(path.stat().st_mode & umask for path in [*files, folder / "warehouse/claimhouse.duckdb", folder / "warehouse/.lock"])
    return json.loads((folder / "warehouse" / "manifest.json").read_text()), {str(f.relative_to(folder)): f.read_bytes() for f in files}


def test_two_checkouts_give_the_same_marts_and_the_same_files(root, tmp_path):
    (one, files), (other, other_files) = (built(root, tmp_path / name, *settings) for name, settings in PLACES.items())
    for part in ("inputs", "marts", "checks"):
        assert one[part] == other[part]
    assert len([name for name in files if name.endswith((".parquet", ".csv"))]) >= 2 * len(one["marts"])
    assert files.keys() == other_files.keys()
    assert [name for name in files if files[name] != other_files[name]] == []
