# How the JVM is run. Sourced by bootstrap and open-runtime. Nothing but bash is needed.

# jvm_options HOME JAVA: puts into the array JVM_OPTIONS what every JVM of ours gets, the class path included.
jvm_options() {
  local home=$1 java=$2 LC_ALL=C jar made_by
  # In one order everywhere, since an AOT cache belongs to one class path; ours first, since they are asked most.
  printf -v CLASS_PATH '%s:' "$home"/lib/open-runtime-*.jar
  for jar in "$home"/lib/*.jar; do
    [[ $jar == "$home"/lib/open-runtime-* ]] || CLASS_PATH+=$jar:
  done
  CLASS_PATH=${CLASS_PATH%:}
  JVM_OPTIONS=(
    -XX:TieredStopAtLevel=1 # the second compiler doubles the time to start, and there is no work for it to speed up
    -XX:+UseSerialGC
    -XX:-UsePerfData # no wake-ups while idle, no file in /tmp
    -XX:+DisplayVMOutputToStderr
    '-Xlog:disable' '-Xlog:all=warning,aot*=off,cds*=off:stderr'
    --sun-misc-unsafe-memory-access=allow
    --enable-native-access=ALL-UNNAMED
    -Dstdout.encoding=UTF-8
    -Dstderr.encoding=UTF-8
    -Dio.netty.leakDetection.level=disabled
    -Dio.netty.machineId=00:00:00:00:00:00:00:01 # else Netty looks for one at every network interface
    -Dio.netty.processId=1
  )
  # A cache made by another build of Java is worse than none: the JVM then does without its own archive too.
  if [[ -r $home/lib/open-runtime.aot && -r $home/lib/open-runtime.aot.java ]] &&
    IFS= read -r made_by <"$home/lib/open-runtime.aot.java" &&
    java_release "$java" JAVA_RUNTIME_VERSION && [[ $REPLY == "$made_by" ]]; then
    JVM_OPTIONS+=("-XX:AOTCache=$home/lib/open-runtime.aot")
  fi
  JVM_OPTIONS+=(-cp "$CLASS_PATH")
}

# heap_limit MEGABYTES_OF_THE_FUNCTION: puts the supervisor's heap limit, in megabytes, into REPLY: a quarter of the
# function's memory, since the rest is for the handler; at least 48, which carries events and responses of 6 MiB
# through several stages; at most 512; 256 where the size is not known.
heap_limit() {
  REPLY=256
  if [[ $1 =~ ^[0-9]{1,6}$ ]]; then
    REPLY=$((10#$1 / 4))
    ((REPLY >= 48)) || REPLY=48
    ((REPLY <= 512)) || REPLY=512
  fi
}
