"""What deployments rest on, as far as it can be held without the tools that carry them out."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def pinned(name: str) -> dict[str, int]:
    """Package -> how many hashes it may have."""
    text = (ROOT / name).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    return {block.split("==")[0].strip(): block.count("--hash=sha256:") for block in blocks if "==" in block}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-scale.txt"])
def test_every_package_is_pinned_by_hash(name):
    """pip then installs nothing else; one package without would make it refuse them all."""
    found = pinned(name)
    assert len(found) > 30
    assert [package for package, hashes in found.items() if not hashes] == []


def test_the_image_holds_every_folder_that_the_app_imports_from():
    copied = set(re.findall(r"^COPY (\S+) ", (DEPLOY / "Dockerfile").read_text(), re.M))
    code = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()} | {"pages"}
    assert code - {"tests", "bench"} <= copied
    let_in = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    assert copied <= {name.removesuffix("/config.toml") for name in let_in}
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_nothing_in_the_image_runs_as_root_or_needs_to_write():
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert re.search(r"^USER \d+:\d+$", dockerfile, re.M)
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert {name: service["read_only"] for name, service in services.items()} == dict.fromkeys(services, True)
    assert len([service for service in services.values() if service.get("image") == "counterclaim"]) == 2


def test_compose_mounts_files_that_are_there():
    nginx = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["nginx"]
    assert [volume for volume in nginx["volumes"] if not (DEPLOY / volume.split(":")[0]).exists()] == []


@pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin:/usr/bin"), reason="nginx is not installed")
def test_nginx_takes_its_configuration(tmp_path):
    replicas = tmp_path / "replicas.conf"
    shutil.copy(DEPLOY / "nginx" / "replicas-local.conf", replicas)
    site = (DEPLOY / "nginx" / "counterclaim.conf").read_text()
    (tmp_path / "site.conf").write_text(site.replace("/etc/nginx/counterclaim-replicas.conf", str(replicas)))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{ include {tmp_path}/site.conf; }}\n")
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    ended = subprocess.run([str(nginx), "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
