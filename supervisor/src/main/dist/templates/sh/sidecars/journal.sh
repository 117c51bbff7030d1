# A sidecar: any program. This one logs the lines that others write into a named pipe.
journal=${TMPDIR:-/tmp}/journal
[ -p "$journal" ] || mkfifo "$journal" || exit 1

exec 3<>"$journal" # both ends: it never sees an end of input, and no writer waits for it
while IFS= read -r line <&3; do
  echo "journal: $line"
done
