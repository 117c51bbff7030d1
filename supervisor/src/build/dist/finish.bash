#!/bin/bash
# finish.bash DISTRIBUTION [--training=yes|no] [--layer=ZIP]: makes of the assembled folder what is shipped: one jar, a Java
# runtime of its own, the AOT cache trained with both, and the layer. Called by the build.
# What takes long is kept beside the distribution, with the sum of all that it was made of, and made anew when that
# changed.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=$(cd -- "$1" && pwd)
target=${home%/*/*}
shift
training=yes layer=
for option; do
  case $option in
    --training=*) training=${option#*=} ;;
    --layer=*) layer=${option#*=} ;;
    *) printf 'cannot finish the distribution: unknown option %s\n' "$option" >&2 && exit 2 ;;
  esac
done

# What the CLI and the libraries need; a feature of a library whose module isn't here is one that nobody uses.
# java.logging, java.management, java.naming and jdk.unsupported: Netty, Micrometer and Logback load classes of theirs.
modules=java.base,java.logging,java.management,java.naming,jdk.management,jdk.unsupported
link_options=(--strip-debug --no-man-pages --no-header-files --compress zip-6)

fail() {
  printf 'cannot finish the distribution: %s\n' "$1" >&2
  [[ ! -s ${2-} ]] || tail -n 40 -- "$2" >&2
  exit 1
}

sum() { sha256sum | { read -r REPLY _ && printf '%s\n' "$REPLY"; }; }

is_current() { [[ -r $1/inputs && $(<"$1/inputs") == "$2" ]]; }

source "$home/lib/find-java.bash"
find_java || fail "$REPLY"
jdk=${JAVA%/bin/java}
[[ -x $jdk/bin/javac && -x $jdk/bin/jlink ]] || fail "$jdk is no JDK: it has no javac or no jlink"
java_release "$JAVA" JAVA_RUNTIME_VERSION || fail "$jdk does not tell its version"

# The programs that do the rest.
tools=$target/build-tools
inputs=$(cat -- "$jdk/release" "$here"/*.java "$here"/../aot/*.java | sum)
if ! is_current "$tools" "$inputs"; then
  rm -rf -- "$tools"
  mkdir -p -- "$tools"
  "$jdk/bin/javac" -d "$tools" "$here"/*.java "$here"/../aot/*.java >"$target/tools.log" 2>&1 ||
    fail "$jdk has no compiler that works" "$target/tools.log"
  printf '%s\n' "$inputs" >"$tools/inputs"
fi
java_of_tools=("$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$tools")

"${java_of_tools[@]}" OneJar "$home/lib" open-runtime.jar || fail 'the jars do not fit into one'

# The runtime. Its `release` file says where it runs, which jlink leaves out.
runtime=$target/runtime
linked=$({ cat -- "$jdk/release"; printf '%s\n' "$modules" "${link_options[@]}"; cat -- "${BASH_SOURCE[0]}"; } | sum)
if ! is_current "$runtime" "$linked"; then
  rm -rf -- "$runtime"
  mkdir -p -- "$runtime"
  "$jdk/bin/jlink" --add-modules "$modules" "${link_options[@]}" --output "$runtime/jre" >"$target/jlink.log" 2>&1 ||
    fail 'jlink failed' "$target/jlink.log"
  grep -E '^(JAVA_RUNTIME_VERSION|OS_NAME|OS_ARCH|LIBC)=' "$jdk/release" >>"$runtime/jre/release"
  rm -f -- "$runtime"/jre/bin/keytool "$runtime"/jre/lib/{jrt-fs.jar,classlist,jexec}
  printf '%s\n' "$linked" >"$runtime/inputs"
fi
cp -a -- "$runtime/jre" "$home/jre"

cache=$target/aot
trained=$({ printf '%s\n' "$linked"; cat -- "$home/lib/open-runtime.jar" "$home"/lib/*.bash "$here"/../aot/*/* \
  "$here"/../aot/*.*; } | sum)
if is_current "$cache" "$trained"; then
  cp -a -- "$cache/open-runtime.aot" "$home/lib/"
elif [[ $training == yes ]]; then
  rm -rf -- "$cache"
  mkdir -p -- "$cache"
  "$here/../aot/train.bash" "$home" "$jdk" "$tools"
  cp -a -- "$home/lib/open-runtime.aot" "$cache/"
  printf '%s\n' "$trained" >"$cache/inputs"
fi

if [[ $layer ]]; then
  "${java_of_tools[@]}" LayerZip "$home" "$layer" || fail 'the layer cannot be written'
fi
