# The handler: gets the event in $body, answers with the response. It stays for the next event.
. "$OPEN_RUNTIME_HOME/workers/sh/worker.sh"
journal=${TMPDIR:-/tmp}/journal
calls=0

ready handle
while next_call; do
  name=world
  case $body in # a shell doesn't parse JSON: it takes what follows the first "name":
    *'"name":'*) name=${body#*'"name":'} name=${name#*'"'} name=${name%%'"'*} ;;
  esac
  calls=$((calls + 1))
  [ -p "$journal" ] && echo "greeted $name" 1<>"$journal" # opened both ways, it never waits
  answer respond "{\"statusCode\":200,\"body\":\"hello, $name: call $calls\"}"
done
