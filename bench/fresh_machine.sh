#!/bin/sh
# Proves the two commands of the README on a machine that has nothing: a bare Debian made by debootstrap, with only the
# prerequisites that the README names. Needs Debian, root and debootstrap; uses the mirror that apt uses on this machine.
#
#     sh bench/fresh_machine.sh [ROOT]        ROOT: the folder for the bare system (default: a new one, removed at the end)
#
# Settings: SUITE=bookworm  PORT=8640  STEPS="run test" (or one of them)  ARGS='...' (for pytest)
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
suite=${SUITE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
port=${PORT:-8640}
mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)*\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
[ -n "$mirror" ] || { echo "apt names no mirror on this machine." >&2; exit 1; }

root=${1:-$(mktemp -d)}
clean_up() {
    for mount in dev/shm dev proc; do mountpoint -q "$root/$mount" && umount "$root/$mount"; done
    [ -n "${kept:-}" ] || rm -rf "$root"
}
[ $# -eq 0 ] || kept=yes
trap clean_up EXIT INT TERM

[ -e "$root/etc/debian_version" ] || {
    echo "Making a bare Debian ($suite) ..."
    debootstrap --variant=minbase --include=make,python3-venv "$suite" "$root" "$mirror" >/dev/null
}
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"

# How this machine reaches the package registries is no prerequisite of the program: certificates, names, apt's own settings.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir -p "$root/etc/ssl/certs" "$root/etc/apt/apt.conf.d" "$root/etc/apt/sources.list.d" "$root/usr/share/keyrings"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
find /etc/apt/apt.conf.d -type f -exec cp {} "$root/etc/apt/apt.conf.d/" \;
find /etc/apt/sources.list.d -type f -exec cp {} "$root/etc/apt/sources.list.d/" \;

rm -rf "$root/srv/counterclaim" && mkdir -p "$root/srv/counterclaim"
git -C "$here" archive HEAD | tar -x -C "$root/srv/counterclaim"

inside() {
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 PIP_CERT=/etc/ssl/certs/ca-certificates.crt sh -c "cd /srv/counterclaim && $1"
}
installed() { inside "dpkg-query -f '.\n' -W | wc -l"; }

echo "Packages before: $(installed); python3: $(inside 'python3 --version'); git: $(inside 'command -v git || echo none')"
for step in ${STEPS:-run test}; do
    began=$(date +%s)
    case $step in
        run)
            inside "echo \$\$ >/run/server.pid; exec make run PORT=$port" >"$root/run.log" 2>&1 &
            server=$!
            for _ in $(seq 300); do
                inside "python3 -c \"import urllib.request as u; print(u.urlopen('http://127.0.0.1:$port/readyz').read().decode())\"" \
                    2>/dev/null && break
                kill -0 $server 2>/dev/null || { cat "$root/run.log"; exit 1; }
                sleep 2
            done
            inside "python3 -c \"import urllib.request as u; print(u.urlopen('http://127.0.0.1:$port/timeline').status)\""
            kill "$(cat "$root/run/server.pid")"
            wait $server || true
            ;;
        test) inside "make test ARGS='${ARGS:-}'" ;;
        *) echo "no such step: $step" >&2; exit 1 ;;
    esac
    echo "make $step: $(($(date +%s) - began)) s"
done
