#!/bin/sh
# The password of ARI is given as ASTERISK_PASSWORD; without one there is no ARI, and nothing works.
set -eu
: "${ASTERISK_PASSWORD:?must be set, and be long}"
umask 077
printf '[carillon]\ntype=user\nread_only=no\npassword=%s\n' "$ASTERISK_PASSWORD" > /etc/carillon-asterisk/account.conf
unset ASTERISK_PASSWORD
programs="$(echo /opt/carillon-asterisk/programs/asterisk-*)"
libraries="$(echo "$programs"/usr/lib/*-linux-gnu)"
# A volume made by an older image lacks folders that came later.
mkdir -p /var/lib/carillon-asterisk/cache /var/lib/carillon-asterisk/prompts /var/lib/carillon-asterisk/keys
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" "$programs/usr/sbin/asterisk" -f -C /etc/carillon-asterisk/asterisk.conf
