# worker.sh: the worker protocol for POSIX shells. To be sourced; see README.md beside it.

# The protocol moves to descriptors of its own: what the script and its commands print goes to standard error.
exec 3<&0 4>&1 </dev/null 1>&2

# ready HOOK…: offers these hooks. First, and once.
ready() {
  worker_hooks=
  for worker_hook; do
    worker_hooks="$worker_hooks${worker_hooks:+,}\"$worker_hook\""
  done
  printf '{"type":"ready","protocol":1,"hooks":[%s],"concurrency":1}\n' "$worker_hooks" >&4
}

# next_call: waits for a call and sets hook, id, call (the whole line) and body or, where it isn't JSON, body_base64.
# Fails when it is time to exit.
next_call() {
  while IFS= read -r call <&3; do
    case $call in
      '{"type":"invoke",'*) ;;
      '{"type":"shutdown",'*) return 1 ;;
      *) continue ;;
    esac
    id=${call#*'"id":'}
    id=${id%%,*}
    hook=${call#*'"hook":"'}
    hook=${hook%%'"'*}
    body= body_base64=
    case $call in
      *',"body":'*)
        body=${call#*',"body":'}
        body=${body%\}} ;;
      *',"bodyBase64":"'*)
        body_base64=${call#*',"bodyBase64":"'}
        body_base64=${body_base64%\"\}} ;;
    esac
    return 0
  done
  return 1
}

# answer ACTION [BODY]: answers the call; BODY is JSON.
answer() {
  printf '{"type":"result","id":%s,"action":"%s"%s}\n' "$id" "$1" "${2:+,\"body\":$2}" >&4
}

# progress NOTE…: what the call is doing; shown in the error if its time runs out.
progress() {
  worker_note=$(printf %s "$*" | tr -d '\000-\037' | sed 's/["\\]/\\&/g')
  printf '{"type":"progress","id":%s,"note":"%s"}\n' "$id" "$worker_note" >&4
}

# remaining_ms: prints how many milliseconds are left until the call must be answered; less than 0 when it is late.
remaining_ms() {
  worker_deadline=${call#*'"deadlineMs":'}
  worker_now=$(date +%s%3N)
  case $worker_now in
    *[!0-9]*) worker_now=$(date +%s)000 ;; # a date that knows whole seconds only
  esac
  echo $((${worker_deadline%%[!0-9]*} - worker_now))
}

# metric NAME [VALUE [KIND]]: measures something; NAME and KIND are plain words, VALUE is JSON. Adds one to a counter.
metric() {
  printf '{"type":"metric","name":"%s","value":%s,"kind":"%s"}\n' "$1" "${2:-1}" "${3:-counter}" >&4
}
