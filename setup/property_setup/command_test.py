"""setup/test: every test and check, or those that are named.

setup/test                                all of it, as CI does
setup/test property_crm                   the tests of one addon, on a kept database
setup/test property_crm/tests/test_x.py   one file (or folder, or file::Class::test)
setup/test test_name                      the tests of that name, or class
setup/test lint                           one part: {parts}
setup/test ... -- -x -k word              what follows -- goes to pytest
"""

import argparse

from . import addons, paths
from .console import SetupError, say
from .gate import PARTS, inner_loop, jobs, lint, translations
from .gate.gate import Gate


def parse(arguments):
    ours, extra = split(arguments)
    parser = argparse.ArgumentParser(
        prog="setup/test",
        description=__doc__.format(parts=", ".join(PARTS)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what", nargs="*", help="parts, addons, files or tests; default: all"
    )
    parser.add_argument(
        "--fix", nargs="+", metavar="PATH", help="format the files below, and stop"
    )
    parser.add_argument(
        "--terms", metavar="ADDON", help="write the addon's terms and stop"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="make the kept database anew"
    )
    options = parser.parse_args(ours)
    options.extra = extra
    return options


def split(arguments):
    if "--" not in arguments:
        return arguments, []
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]


def main(arguments):
    options = parse(arguments)
    if options.terms:
        check_addon(options.terms)
    targets = [inner_loop.target(word) for word in options.what]
    if options.terms and options.terms not in addons.names():
        raise SetupError(
            f"{options.terms} is no addon of ours",
            f"there are: {', '.join(addons.names())}",
        )
    with Gate(options) as gate:
        if options.fix:
            return tell(lint.Linters(gate).fix(options.fix))
        if options.terms:
            database = inner_loop.kept_database(gate, options.terms)
            return tell(translations.write(gate, options.terms, database))
        if targets:
            inner_loop.run(gate, targets)
        else:
            everything(gate)
        return gate.report.close()


def check_addon(name):
    if name not in addons.names():
        known = ", ".join(addons.names())
        raise SetupError(f"{name} is no addon of ours", f"there are: {known}")


def tell(problem):
    say(problem or "done")
    return int(bool(problem))


def everything(gate):
    jobs.run(gate, [job for part in PARTS.values() for job in part(gate)])
    say(f"Logs: {gate.folder} and {paths.LOGS}")
