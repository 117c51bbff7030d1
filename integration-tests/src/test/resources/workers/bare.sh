# A handler or a middleware in a few lines of bash, which needs no other program: bash bare.sh handle | before after
hooks=${*//[^a-z ]/}
printf '{"type":"ready","protocol":1,"hooks":["%s"]}\n' "${hooks// /\",\"}"
while IFS= read -r line; do
  [[ $line == *'"type":"shutdown"'* ]] && exit 0
  [[ $line =~ '"id":'([0-9]+) ]] || continue
  if [[ $hooks == handle ]]; then
    printf '{"type":"result","id":%s,"action":"respond","body":"from bash"}\n' "${BASH_REMATCH[1]}"
  else
    printf '{"type":"result","id":%s,"action":"continue"}\n' "${BASH_REMATCH[1]}"
  fi
done
