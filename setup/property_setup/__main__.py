"""`python3 -m property_setup run|test|site|build ...`, for the scripts so named."""

import importlib
import os
import signal
import sys

from .console import SetupError, complain

COMMANDS = ("run", "test", "site", "build")


def interrupted(signum, frame):
    raise KeyboardInterrupt


def main(arguments):
    command, *rest = arguments
    os.environ.pop("ODOO_RC", None)
    os.environ.pop("PYTHONPATH", None)
    os.environ.pop("VIRTUAL_ENV", None)
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, interrupted)
    module = importlib.import_module(f".command_{command}", __package__)
    try:
        return module.main(rest)
    except SetupError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
