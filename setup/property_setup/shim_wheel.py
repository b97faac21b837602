"""A wheel `odoo-19.0` of five small files; its .pth points at an Odoo elsewhere.

With it pip and uv see "odoo 19.0", `odoo` is a command of the environment, and the
requirement `odoo==19.0.*` of the OCA addons is met.
"""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path

VERSION = "19.0"
INFO = f"odoo-{VERSION}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: odoo
Version: {VERSION}
Summary: Odoo, unpacked elsewhere
License: LGPL-3
Requires-Python: >=3.10
"""
WHEEL = """Wheel-Version: 1.0
Generator: property_setup
Root-Is-Purelib: true
Tag: py3-none-any
"""


def wheel_files(source):
    return {
        "odoo_source.pth": f"{source}\n",
        f"{INFO}/METADATA": METADATA,
        f"{INFO}/WHEEL": WHEEL,
        f"{INFO}/entry_points.txt": "[console_scripts]\nodoo = odoo.cli:main\n",
    }


def record_line(name, content):
    digest = hashlib.sha256(content.encode()).digest()
    encoded = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"{name},sha256={encoded},{len(content.encode())}\n"


def write_wheel(source, folder):
    """Write the wheel for the folder that holds the odoo package; return it."""
    files = wheel_files(source)
    record = "".join(record_line(*item) for item in files.items())
    files[f"{INFO}/RECORD"] = f"{record}{INFO}/RECORD,,\n"
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"odoo-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return wheel


if __name__ == "__main__":
    write_wheel(*sys.argv[1:3])
