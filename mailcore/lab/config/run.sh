#!/bin/sh
# Runs both servers until standard input ends, which it does when the lab is
# closed and also when its process is killed. Then nothing is left of them.
umask 022
dovecot -F -c "{{.Dir}}/dovecot.conf" >>"{{.Dir}}/out.log" 2>&1 &
dovecot=$!
postfix -c "{{.Dir}}/postfix" start-fg >>"{{.Dir}}/out.log" 2>&1 &

read -r _
while ! master=$(sed 1q "{{.Dir}}/queue/pid/master.pid" 2>/dev/null) && kill -0 $! 2>/dev/null; do
	sleep 0.1
done
kill $master $dovecot
wait
rm -rf "{{.Dir}}"
