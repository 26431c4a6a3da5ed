#!/usr/bin/env bash
# Puts Asterisk with Carillon's configuration on a Debian or Ubuntu machine: install.sh [--public-address A …]
# The arguments are those of `node bin/run.mjs asterisk-files`. Run it again to change them, or for a newer Asterisk;
# calls end when the service starts anew, which it does only if you say so. ROOT=folder installs below a folder, to look at;
# ACCEPT=version takes another Asterisk than the pinned one.
set -euo pipefail
here="$(cd "$(dirname "$0")/../.." && pwd)"
root="${ROOT:-}"
home="$root/opt/carillon-asterisk"
etc="$root/etc/carillon-asterisk"
account=carillon-asterisk

say() { echo "· $*"; }
if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then echo "run it as root, or with ROOT=folder" >&2; exit 1; fi

say "Asterisk itself: unpacked from Debian's packages, of the version that was tested"
mkdir -p "$home"
programs="${PROGRAMS:-}"
if [ -z "$programs" ]; then
  data="$(node "$here/bin/run.mjs" phones --cache "$home/programs" --only asterisk ${ACCEPT:+--accept "$ACCEPT"})"
  programs="${data%/usr/share/asterisk}"
fi
libraries="$(basename "$(ls -d "$programs"/usr/lib/*-linux-gnu)")"
case "$libraries" in
  x86_64-linux-gnu) loader=ld-linux-x86-64.so.2 ;;
  aarch64-linux-gnu) loader=ld-linux-aarch64.so.1 ;;
  *) echo "no Asterisk for $libraries" >&2; exit 1 ;;
esac
ln -sfn "$programs/usr/lib/$libraries/asterisk/modules" "$home/modules"
ln -sfn "$programs/usr/share/asterisk" "$home/data"
cat > "$home/asterisk" <<START
#!/bin/sh
# It brings its own C library, and so does not mind which one this machine has.
exec "$programs/usr/lib/$libraries/$loader" --library-path "$programs/usr/lib/$libraries" "$programs/usr/sbin/asterisk" "\$@"
START
chmod 755 "$home/asterisk"
# Whatever the umask was when it was unpacked: the service reads it as another user.
chmod -R a+rX "$home" "$programs"

say "its configuration"
if [ -z "$root" ]; then
  id "$account" >/dev/null 2>&1 || useradd --system --home-dir /var/lib/carillon-asterisk --shell /usr/sbin/nologin "$account"
fi
mkdir -p "$etc"
node "$here/bin/run.mjs" asterisk-files --into "$etc" "$@"
if [ ! -f "$etc/account.conf" ]; then
  password="$(head -c 24 /dev/urandom | base64 | tr -d '+/=')"
  (umask 077 && printf '[carillon]\ntype=user\nread_only=no\npassword=%s\n' "$password" > "$etc/account.conf")
fi
for folder in lib/carillon-asterisk/keys lib/carillon-asterisk/prompts lib/carillon-asterisk/cache spool/carillon-asterisk/recording log/carillon-asterisk; do
  mkdir -p "$root/var/$folder"
done
if [ -z "$root" ]; then
  chown -R "$account:" "$etc" /var/{lib,spool,log}/carillon-asterisk
  chmod 700 "$etc" /var/{lib,spool,log}/carillon-asterisk
fi

say "its service"
mkdir -p "$root/etc/systemd/system"
install -m 644 "$here/ops/asterisk/carillon-asterisk.service" "$root/etc/systemd/system/"
if [ -z "$root" ]; then
  systemctl daemon-reload
  systemctl enable --now carillon-asterisk
fi

password="$(sed -n 's/^password=//p' "$etc/account.conf")"
say "done. For Carillon, in /etc/carillon/environment:"
echo "CARILLON_TELEPHONY=asterisk"
echo "CARILLON_ASTERISK_NODES='[{\"url\":\"http://carillon:$password@127.0.0.1:8088\",\"headsets\":\"wss://centre.example.com/ws\"}]'"
