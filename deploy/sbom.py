"""What a release is made of, as a CycloneDX 1.6 document: packages, fonts, content, and their licences."""

import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payload import Payload, digest

UNREDISTRIBUTABLE = "ffpyplayer"
"""Its wheel holds an FFmpeg that nobody may hand on; see the end of LICENSES.md."""


@dataclass(frozen=True)
class Package:
    """One Debian package of an archive."""

    name: str
    version: str
    architecture: str
    codename: str
    sha256: str


def pinned(root: Path) -> dict[str, str]:
    """Python package -> version, of the lock file."""
    text = (root / "requirements.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def licences(root: Path) -> dict[str, tuple[str, str]]:
    """Python package -> its licence, and what its wheel brings along, of the table in LICENSES.md."""
    table = (root / "LICENSES.md").read_text("utf-8").partition("| package |")[2]
    rows = re.findall(r"^\| ([a-z][a-z0-9-]+) \| ([^|]+?) \|([^|]*)\|", table, re.MULTILINE)
    return {name: (re.sub(r"\bor\b", "OR", licence), brings.strip()) for name, licence, brings in rows}


def document(release: Payload, wheels: list[Path], packages: list[Package], moment: str) -> dict[str, Any]:
    """The document. ``moment``: when it was made, ISO 8601."""
    known = licences(release.root)
    components = [
        _python(name, version, *known[name], [each for each in wheels if _is_of(each, name)])
        for name, version in sorted(pinned(release.root).items())
    ]
    components += [_font(name, sha) for name, sha in release.files.items() if name.endswith(".ttf")]
    components += [_content(release)]
    components += [_debian(each) for each in packages]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'kiosk/{release.name}/{moment}')}",
        "version": 1,
        "metadata": {
            "timestamp": moment,
            "component": {
                "type": "application",
                "bom-ref": f"kiosk@{release.name}",
                "name": "kiosk",
                "version": release.name,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": f"kiosk@{release.name}", "dependsOn": [each["bom-ref"] for each in components]}
        ],
    }


def _python(name: str, version: str, licence: str, brings: str, wheels: list[Path]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"expression": licence}],
        "properties": [
            {"name": "kiosk:wheel", "value": f"{each.name} sha256:{digest(each)}"} for each in wheels
        ],
    }
    if brings:
        found["properties"].append({"name": "kiosk:brings-along", "value": brings})
    if name == UNREDISTRIBUTABLE:
        remark = "The wheel holds FFmpeg, built with --enable-gpl --enable-nonfree: not to be handed on."
        found["properties"].append({"name": "kiosk:remark", "value": remark})
    return found


def _is_of(wheel: Path, name: str) -> bool:
    return wheel.name.partition("-")[0].lower().replace("_", "-").replace(".", "-") == name.replace(".", "-")


def _font(name: str, sha: str) -> dict[str, Any]:
    return {
        "type": "file",
        "bom-ref": name,
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": sha}],
        "licenses": [{"license": {"id": "OFL-1.1"}}],
    }


def _content(release: Payload) -> dict[str, Any]:
    return {
        "type": "data",
        "bom-ref": "content",
        "name": "content",
        "version": release.name,
        "licenses": [{"license": {"id": "CC-BY-4.0"}}],
    }


def _debian(package: Package) -> dict[str, Any]:
    purl = (
        f"pkg:deb/debian/{package.name}@{package.version.replace(':', '%3A').replace('+', '%2B')}"
        f"?arch={package.architecture}&distro={package.codename}"
    )
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": package.sha256}],
    }
