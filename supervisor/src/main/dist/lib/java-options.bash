# How the JVM is run. Sourced by bootstrap and open-runtime. Nothing but bash is needed.

# jvm_options HOME JAVA: puts into the array JVM_OPTIONS what every JVM of ours gets, the class path included.
jvm_options() {
  local home=$1 java=$2
  JVM_OPTIONS=(
    -XX:TieredStopAtLevel=1 # the second compiler doubles the time to start, and there is no work for it to speed up
    -XX:+UseSerialGC
    -XX:-UsePerfData # no wake-ups while idle, no file in /tmp
    -XX:+UnlockDiagnosticVMOptions -XX:AsyncDeflationInterval=0 # else a thread wakes four times a second
    -XX:ServiceThreadCleanupInterval=0 # else another wakes once a second
    -XX:-AOTRecordTraining -XX:-AOTReplayTraining # else old profiles keep the compiler busy from the first moment
    -XX:+ExitOnOutOfMemoryError # half a supervisor is worse than none; bootstrap then ends all children
    -XX:+DisplayVMOutputToStderr
    '-Xlog:disable' '-Xlog:all=warning,aot*=off,cds*=off:stderr'
    --sun-misc-unsafe-memory-access=allow
    --enable-native-access=ALL-UNNAMED
    -Dstdout.encoding=UTF-8
    -Dstderr.encoding=UTF-8
    -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider # else it is searched for in the jar
    -Dslf4j.internal.verbosity=WARN # else it says on every start that it was told
    -Dio.netty.leakDetection.level=disabled
    -Dio.netty.machineId=00:00:00:00:00:00:00:01 # else Netty looks for one at every network interface
    -Dio.netty.processId=1
    -Dio.netty.allocator.type=unpooled # the other allocators cost a sixth of the time to start
  )
  # Only the Java that made the cache can use it: with any other the JVM would do without its own archive too.
  if [[ $java == "$home/jre/bin/java" && -r $home/lib/open-runtime.aot ]]; then
    JVM_OPTIONS+=("-XX:AOTCache=$home/lib/open-runtime.aot")
  fi
  JVM_OPTIONS+=(-cp "$home/lib/open-runtime.jar")
}

# heap_options MEGABYTES_OF_THE_FUNCTION: puts the supervisor's share of memory into the array HEAP_OPTIONS. At most a
# quarter of the function's memory, since the rest is for the handler; at least 48 MiB, which carry events and responses
# of 6 MiB through several stages; at most 512; 256 where the size is not known. It begins with 8 MiB, half of them for new
# objects: what isn't touched costs nothing, and a collection of so few takes a millisecond. Where large events make the
# rest of it grow, the part for new objects grows with it, to a quarter of the whole and at most 24 MiB.
heap_options() {
  local most=256 new
  if [[ $1 =~ ^[0-9]{1,6}$ ]]; then
    most=$((10#$1 / 4))
    ((most >= 48)) || most=48
    ((most <= 512)) || most=512
  fi
  new=$((most / 4 < 24 ? most / 4 : 24))
  HEAP_OPTIONS=(-Xms8m -XX:NewSize=4m "-XX:MaxNewSize=${new}m" "-Xmx${most}m")
}
