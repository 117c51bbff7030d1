# Builds the distribution in the repository. Sourced by open-runtime, after find-java.bash; never shipped.

# is_built DISTRIBUTION: whether there is one at all.
is_built() {
  [[ -x $1/bootstrap && -r $1/lib/open-runtime.jar ]]
}

# is_outdated REPOSITORY DISTRIBUTION: whether a source is newer than the distribution, whose files all have one old
# date, but whose parent folder has the date of the build. Folders count under src/main, where a removed file must be
# noticed; elsewhere interpreters leave caches in them.
is_outdated() {
  local repository=$1 built=${2%/*} newer
  newer=$(
    cd -- "$repository" && {
      find pom.xml .mvn open-runtime README.md CHANGELOG.md docs ./*/pom.xml supervisor/src/assembly \
        supervisor/src/build/aot supervisor/src/build/dist \
        -newer "$built" -type f -print -quit
      find ./*/src/main -newer "$built" -print -quit
      find runtime-loop/workers config-examples \( -name __pycache__ -o -name node_modules -o -name target \) -prune -o \
        -newer "$built" -type f -print -quit
    } 2>/dev/null # not every one of them need be there
  )
  [[ $newer ]]
}

# build REPOSITORY DISTRIBUTION WHY: makes the distribution, one build at a time. Fails after saying what went wrong.
build() {
  local repository=$1 home=$2 why=$3 target=${2%/*/*} status
  mkdir -p -- "$target" || return
  take_build_lock "$target" || return
  if is_built "$home" && ! is_outdated "$repository" "$home"; then
    status=0 # somebody else has just built it
  else
    build_with_maven "$repository" "$home" "$why" "$target"
    status=$?
  fi
  drop_build_lock "$target"
  return $status
}

build_with_maven() {
  local repository=$1 home=$2 why=$3 target=$4 jdk mvn status
  local log=$target/open-runtime-build.log began=$target/open-runtime-build.began
  if ! type -P mvn >/dev/null; then
    build_problem 'mvn is missing; install Maven 3.8.7 or newer (Debian, Ubuntu: apt-get install maven), or use a' \
      'distribution folder, which needs no build'
    return 1
  fi
  if ! find_java; then
    build_problem "$REPLY"
    return 1
  fi
  jdk=${JAVA%/bin/java}
  if [[ ! -x $jdk/bin/javac ]]; then
    build_problem "$jdk has no compiler; name a JDK with: export JAVA_HOME=/path/to/jdk-$java_wanted"
    return 1
  fi
  : >"$began"
  SECONDS=0
  (cd -- "$repository" && JAVA_HOME=$jdk exec mvn -B -ntp -Dquick -Dopen-runtime.training=yes -pl supervisor -am package) >"$log" 2>&1 </dev/null &
  mvn=$!
  trap 'build_interrupted "$mvn" "$home" "$target"' INT TERM HUP
  show_build_progress "$mvn" "open-runtime: building the distribution ($why)" "$log"
  wait "$mvn"
  status=$?
  trap - INT TERM HUP
  if ((status != 0)); then
    rm -rf -- "$home" # it may be half of one
    tail -n 40 -- "$log" >&2
    build_problem "Maven ended with status $status; all it said is in $log"
    return 1
  fi
  touch -r "$began" -- "${home%/*}" # what was changed while it ran is newer than this
  printf 'open-runtime: built in %s s\n' "$SECONDS" >&2
}

# Says on standard error what is going on: on a terminal in one line that is written again and again.
show_build_progress() {
  local mvn=$1 note=$2 log=$3 module
  if [[ ! -t 2 ]]; then
    printf '%s\n' "$note" >&2
    return
  fi
  while kill -0 "$mvn" 2>/dev/null; do
    module=$(grep -o '^\[INFO\] Building .*\]$' "$log" | tail -n 1)
    read -r _ _ module _ <<<"$module"
    printf '\r\e[K%s … %s %s s' "$note" "$module" "$SECONDS" >&2
    sleep 0.3
  done
  printf '\r\e[K' >&2
}

build_problem() {
  printf 'open-runtime: cannot build: %s\n' "$*" >&2
}

build_interrupted() {
  trap '' INT TERM HUP
  kill "$1"
  wait "$1"
  rm -rf -- "$2"
  drop_build_lock "$3"
  printf '\nopen-runtime: build interrupted\n' >&2
  exit 130
}

# A lock on a file where there is flock, held by Maven too and so for as long as either lives, else a folder with the holder's number.
take_build_lock() {
  local target=$1 holder told=
  if type -P flock >/dev/null; then
    exec {build_lock}>"$target/open-runtime-build.lock"
    if ! flock --nonblock "$build_lock"; then
      printf 'open-runtime: waiting for another build to end\n' >&2
      flock "$build_lock"
    fi
    return
  fi
  build_lock=
  until mkdir -- "$target/open-runtime-build.locked" 2>/dev/null; do
    holder=
    read -r holder 2>/dev/null <"$target/open-runtime-build.locked/holder"
    if [[ $holder ]] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf -- "$target/open-runtime-build.locked"
      continue
    fi
    [[ $told ]] || printf 'open-runtime: waiting for another build to end\n' >&2
    told=1
    sleep 0.3
  done
  echo $$ >"$target/open-runtime-build.locked/holder"
}

drop_build_lock() {
  if [[ $build_lock ]]; then
    exec {build_lock}>&-
  else
    rm -rf -- "$1/open-runtime-build.locked"
  fi
}
