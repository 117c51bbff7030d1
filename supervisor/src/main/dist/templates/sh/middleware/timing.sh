# A middleware: `before` gets the event and `after` the response; what they answer takes its place.
. "$OPEN_RUNTIME_HOME/workers/sh/worker.sh"

ready before after
while next_call; do
  case $hook in
    before)
      began=$(date +%s%N)
      answer continue ;;
    after)
      spent=$((($(date +%s%N) - began) / 1000))
      spent=$(printf '"x-spent-ms":"%d.%03d"' $((spent / 1000)) $((spent % 1000)))
      case $body in
        '{"statusCode":'*) answer replace "${body%\}},\"headers\":{$spent}}" ;; # the object, with one member more
        *) answer continue ;;
      esac ;;
  esac
done
