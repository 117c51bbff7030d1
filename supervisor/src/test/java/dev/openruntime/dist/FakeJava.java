package dev.openruntime.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A Java installation whose {@code java} is a bash script. */
final class FakeJava {

    /** Says who it is, tells of every SIGTERM, each line and the end of its input, ends when it gets SIGUSR1. */
    static final String PLAYS_THE_JVM = """
            trap 'echo TERM' TERM
            trap 'echo "done 7" >&3; while :; do read -r -t 60; done' USR1
            echo armed >&3
            echo "jvm $$"
            echo "parent $PPID"
            status=0
            while ((status == 0 || status > 128)); do
              read -r -t 600 line
              status=$?
              ((status)) || echo "$line"
            done
            echo eof
            """;

    private FakeJava() {}

    /** Makes one in a folder and gives its {@code bin/java}. */
    static Path install(Path home, String version, String code) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), """
                IMPLEMENTOR="Nobody"
                JAVA_RUNTIME_VERSION="%1$s+9"
                JAVA_VERSION="%1$s"
                OS_NAME="Linux"
                OS_ARCH="%2$s"
                LIBC="gnu"
                """.formatted(
                        version, System.getProperty("os.arch").replace("amd64", "x86_64")));
        return Files.setPosixFilePermissions(
                Files.writeString(home.resolve("bin/java"), "#!/bin/bash\n" + code),
                PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
