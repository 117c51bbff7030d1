#!/bin/sh
# Answers 403 itself where a script tag is anywhere in the event; lets all other events through.
printf '{"type":"ready","protocol":1,"hooks":["before"],"concurrency":1}\n'
while IFS= read -r line; do
  id=${line#*'"id":'} id=${id%%,*}
  case $line in
    '{"type":"invoke"'*',"body":'*'<script'*)
      printf '{"type":"result","id":%s,"action":"respond","body":{"statusCode":403,"body":"no scripts"}}\n' "$id" ;;
    '{"type":"invoke"'*) printf '{"type":"result","id":%s,"action":"continue"}\n' "$id" ;;
    '{"type":"shutdown"'*) exit ;;
  esac
done
