#!/bin/bash
# train.bash DISTRIBUTION: makes the AOT cache of the supervisor, lib/open-runtime.aot: the classes that it loads, linked
# and with their first objects, as they are after a real start and real invocations (JEP 483, 514, 515). Called by the
# build. Beside the cache stands the version of the Java that made it, since no other can use it.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=$(cd -- "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
  printf 'cannot make the AOT cache: %s\n' "$1" >&2
  [[ ! -s $work/log ]] || tail -n 40 -- "$work/log" >&2
  exit 1
}

rm -f -- "$home"/lib/open-runtime.aot{,.java}
source "$home/lib/find-java.bash"
source "$home/lib/java-options.bash"
find_java "$home" || fail "$REPLY"
jvm_options "$home" "$JAVA"
heap_options ''
command=("$JAVA" "${JVM_OPTIONS[@]}" "${HEAP_OPTIONS[@]}" "-XX:AOTConfiguration=$work/configuration")

mkdir "$work/classes"
"${JAVA%/java}/javac" -d "$work/classes" "$here"/*.java >"$work/log" 2>&1 || fail "$JAVA has no compiler that works"
OPEN_RUNTIME_HOME=$home JAVA=$JAVA TRAINING_CLASSES=$work/classes \
  "$JAVA" -Dsun.net.httpserver.nodelay=true -cp "$work/classes" TrainingPlatform "$here/function" \
  "${command[@]}" -XX:AOTMode=record dev.openruntime.supervisor.Main run >"$work/log" 2>&1 ||
  fail 'the training run failed'
[[ -s $work/configuration ]] || fail 'the training run recorded nothing'
"${command[@]}" -XX:AOTMode=create "-XX:AOTCache=$home/lib/open-runtime.aot" >"$work/log" 2>&1 ||
  fail 'Java could not write it'
java_release "$JAVA" JAVA_RUNTIME_VERSION || fail "$JAVA does not tell its version"
printf '%s\n' "$REPLY" >"$home/lib/open-runtime.aot.java"
