# Finds a Java 25 without starting one. Sourced by bootstrap, open-runtime and verify. Nothing but bash is needed;
# readlink is used where it exists, for a `java` on the PATH that is a link.

java_wanted=25
java_folders=(/usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME-/nonexistent}"/.sdkman/candidates/java/*)

# java_release JAVA KEY: puts what the `release` file of that installation says into REPLY; fails if it says nothing.
java_release() {
  local home=${1%/*} line
  home=${home%/*}
  REPLY=
  [[ -r $home/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line == "$2"=* ]]; then
      line=${line#*=}
      line=${line#\"}
      REPLY=${line%\"}
      return 0
    fi
  done <"$home/release"
  return 1
}

# java_is_new_enough JAVA: version 25 or newer, by its `release` file. Leaves the version in REPLY.
java_is_new_enough() {
  java_release "$1" JAVA_VERSION || return 1
  [[ ${REPLY%%[!0-9]*} && ${REPLY%%[!0-9]*} -ge $java_wanted ]]
}

# java_try SOURCE JAVA: takes JAVA if it is new enough, else notes for the error message what was there.
java_try() {
  if [[ ! -x $2 || -d $2 ]]; then
    java_seen+="  $1: $2 is not there"$'\n'
  elif java_is_new_enough "$2"; then
    JAVA=$2
    return 0
  else
    java_seen+="  $1: $2 is ${REPLY:+Java }${REPLY:-a Java of unknown version}"$'\n'
  fi
  return 1
}

# java_fits JAVA: whether the runtime of the distribution is for this machine, as its `release` file and bash know both.
# Notes for the error message what it is for.
java_fits() {
  local key made= here="Linux $HOSTTYPE gnu"
  [[ $OSTYPE == linux* ]] || here="$OSTYPE $HOSTTYPE gnu"
  [[ $OSTYPE != *musl* ]] || here=${here/%gnu/musl}
  for key in OS_NAME OS_ARCH LIBC; do
    java_release "$1" "$key" && made+="${made:+ }$REPLY"
  done
  [[ $made == "$here" ]] && return 0
  java_seen+="  this distribution: its Java is for ${made% *} with the C library ${made##* }, and this is"
  java_seen+=" ${here% *} with ${here##* }"$'\n'
  return 1
}

# A `java` on the PATH: the link is followed, since the `release` file lies beside what it leads to.
java_on_path() {
  local found candidate
  found=$(type -P java) || { java_seen+="  PATH: no java"$'\n'; return 1; }
  if candidate=$(readlink -f "$found" 2>/dev/null); then
    found=$candidate
  fi
  java_try PATH "$found"
}

# find_java [HOME_OF_OPEN_RUNTIME]: sets JAVA, or fails with a message in REPLY.
# Order: OPEN_RUNTIME_JAVA, a runtime that comes with the distribution, JAVA25_HOME, JAVA_HOME, the usual folders, PATH.
find_java() {
  local bundled=${1:+$1/jre/bin/java} java_seen= home java
  JAVA=
  if [[ ${OPEN_RUNTIME_JAVA-} ]]; then
    java_try OPEN_RUNTIME_JAVA "$OPEN_RUNTIME_JAVA" && return 0
    if [[ -x $OPEN_RUNTIME_JAVA && ! -d $OPEN_RUNTIME_JAVA && ! $REPLY ]]; then
      JAVA=$OPEN_RUNTIME_JAVA # who names it knows its version
      return 0
    fi
    REPLY="cannot use OPEN_RUNTIME_JAVA: Java $java_wanted or newer is needed"$'\n'${java_seen%$'\n'}
    return 1
  fi
  if [[ $bundled && -x $bundled ]]; then
    java_fits "$bundled" && java_try "this distribution" "$bundled" && return 0
  fi
  if [[ ${JAVA25_HOME-} ]]; then
    java_try JAVA25_HOME "$JAVA25_HOME/bin/java" && return 0
  fi
  if [[ ${JAVA_HOME-} ]]; then
    java_try JAVA_HOME "$JAVA_HOME/bin/java" && return 0
  fi
  for home in "${java_folders[@]}"; do
    java=$home/bin/java
    if [[ -x $java ]]; then
      java_try "usual folder" "$java" && return 0
    fi
  done
  java_on_path && return 0
  REPLY="cannot find Java $java_wanted or newer; looked at"$'\n'$java_seen
  REPLY+="Install a JDK $java_wanted (https://adoptium.net has packages for every system), or name one:"$'\n'
  REPLY+="  export JAVA_HOME=/path/to/jdk-$java_wanted"
  return 1
}
