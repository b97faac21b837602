# Sourced by run, test, site and build: what the machine must have before Python can take over.
# Works on a bare Debian 12, as root or as a user with sudo. Installs only what is missing.
set -euo pipefail
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usable='import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $1"
    [ $# -lt 2 ] || say "  what to do: $2"
    exit 1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13 /usr/bin/python3}; do
        if "$candidate" -c "$usable" 2>/dev/null; then
            "$candidate" -c 'import os, sys; print(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))'
            return
        fi
    done
    return 1
}

missing_packages() {
    find_python >/dev/null || echo python3 python3-venv
    [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
    command -v wkhtmltopdf >/dev/null || echo wkhtmltopdf
    fc-list :lang=zh 2>/dev/null | grep -q . || echo fontconfig fonts-wqy-microhei
    if [ -n "${PGHOST:-}" ]; then
        command -v pg_dump >/dev/null || echo postgresql-client
    else
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
    fi
    case $1 in
        test | build) command -v git >/dev/null || echo git ;;
    esac
    if [ "$1" = test ]; then
        command -v chromium >/dev/null || command -v google-chrome >/dev/null || echo chromium
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Without this file Debian would make and start a system-wide cluster on port 5432.
keep_postgresql_private() {
    local conf=/etc/postgresql-common/createcluster.conf
    [ -e $conf ] && return
    as_root mkdir -p "${conf%/*}"
    echo 'create_main_cluster = false' | as_root tee $conf >/dev/null
}

install_packages() {
    local wanted=$*
    command -v apt-get >/dev/null || die "this machine has no apt-get" \
        "use Debian 12, or install these yourself and call again: $wanted"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        die "these packages are missing and there is no sudo: $wanted" \
            "have an administrator run: apt-get install $wanted"
    fi
    say "Installing from Debian: $wanted"
    case " $wanted " in *" postgresql "*) keep_postgresql_private ;; esac
    as_root apt-get -q update >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install \
            --no-install-recommends -o Dpkg::Options::=--force-confold "$@" >&2 ||
        die "Debian's packages could not be installed" \
            "look at apt's message above; is there a network, and is apt's source list right?"
}

start() {
    local packages
    mapfile -t packages < <(missing_packages "$1" | tr ' ' '\n')
    [ ${#packages[@]} = 0 ] || install_packages "${packages[@]}"
    local python
    python=$(find_python) || die "no Python 3.11 to 3.13 with venv found" "apt-get install python3 python3-venv, or set PYTHON"
    PYTHONPATH=$here exec "$python" -m property_setup "$@"
}
