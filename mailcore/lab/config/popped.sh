#!/bin/sh
# Run by Dovecot between a POP3 login and the session: remembers the address.
umask 0
: >"{{.Dir}}/popped/$IP"
exec "$@"
