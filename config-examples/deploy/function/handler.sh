# Answers with its event.
. "$OPEN_RUNTIME_HOME/workers/sh/worker.sh"

ready handle
while next_call; do
  answer respond "{\"received\":$body}"
done
