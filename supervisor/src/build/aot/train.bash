#!/bin/bash
# train.bash DISTRIBUTION JDK CLASSES: makes the AOT cache of the supervisor, lib/open-runtime.aot: the classes that it
# loads, linked and with their first objects, as they are after a real start and real invocations (JEP 483, 514, 515).
# It is of use to the distribution's own runtime alone, which also runs here; the JDK runs the platform and the workers,
# whose compiled CLASSES are given.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=$1 jdk=$2 classes=$3
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
  printf 'cannot make the AOT cache: %s\n' "$1" >&2
  [[ ! -s $work/log ]] || tail -n 40 -- "$work/log" >&2
  exit 1
}

rm -f -- "$home/lib/open-runtime.aot"
source "$home/lib/java-options.bash"
jvm_options "$home" "$home/jre/bin/java"
heap_options ''
command=("$home/jre/bin/java" "${JVM_OPTIONS[@]}" "${HEAP_OPTIONS[@]}" "-XX:AOTConfiguration=$work/configuration")

OPEN_RUNTIME_HOME=$home JAVA=$jdk/bin/java TRAINING_CLASSES=$classes TRAINING_SOCKET=$work/socket \
  "$jdk/bin/java" -Dsun.net.httpserver.nodelay=true -cp "$classes" TrainingPlatform "$here/function" \
  "${command[@]}" -XX:AOTMode=record dev.openruntime.supervisor.Main run >"$work/log" 2>&1 ||
  fail 'the training run failed'
[[ -s $work/configuration ]] || fail 'the training run recorded nothing'
"${command[@]}" -XX:AOTMode=create "-XX:AOTCache=$home/lib/open-runtime.aot" >"$work/log" 2>&1 ||
  fail 'Java could not write it'
