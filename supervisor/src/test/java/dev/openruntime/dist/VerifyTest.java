package dev.openruntime.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test script, with programs that only say how they were called. */
class VerifyTest {

    @TempDir
    private Path folder = Path.of("unset");

    private FakeRepository repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = new FakeRepository(folder);
        repository.copy("../verify", "verify");
        repository.write("runtime-loop/workers/node/test/a.test.mjs", "");
        repository.write("runtime-loop/workers/python/tests/__init__.py", "");
        repository.maven(
                "[[ $* == *--version ]] && printf '\\e[1mApache Maven 3.8.7\\e[m\\n' || echo \"mvn $* on $JAVA_HOME\"\n");
        repository.program("node", "[[ $* == --version ]] && echo v20.1.0 || echo \"node $*\"\n");
        repository.program("go", "");
        for (String tool : List.of(
                "gcc",
                "g++",
                "make",
                "cmake",
                "autoconf",
                "automake",
                "libtoolize",
                "dnsmasq",
                "etcd",
                "prometheus-pushgateway",
                "prometheus")) {
            repository.program(tool, "");
        }
        repository.program("npm", "echo \"npm $*\"\n");
        repository.program("python3", "[[ $1 == -c ]] && echo 3.11.2 || echo \"python3 $* in $PWD\"\n");
        for (String tool : List.of(
                "curl", "dirname", "head", "jq", "mktemp", "rm", "script", "sed", "sort", "strace", "unshare")) {
            repository.link(tool);
        }
    }

    @Test
    void shouldRunEveryPhaseOnJava25() throws Exception {
        try (Script script = verify()) {
            assertThat(script.exitStatus()).as(script.output()).isZero();
            assertThat(script.output())
                    .containsSubsequence(
                            "== tools",
                            "Java 25.0.3, Maven 3.8.7, Node 20.1.0, Python 3.11.2",
                            "node --test runtime-loop/workers/node/test/a.test.mjs",
                            "python3 -m unittest discover -s tests -t . in " + repository.root()
                                    + "/runtime-loop/workers/python",
                            "npm ci --prefix integration-tests/src/test/javascript ",
                            "mvn -B -ntp -Dmaven.wagon.http.retryHandler.count=5 verify on " + folder + "/jdk",
                            "verify: all passed in");
        }
    }

    @Test
    void shouldPassOnSoak() throws Exception {
        try (Script script = verify("--soak")) {
            assertThat(script.exitStatus()).isZero();
            assertThat(script.output()).contains(" -Dsoak=true verify on ");
        }
    }

    @Test
    void shouldRefuseOtherOptions() throws Exception {
        try (Script script = verify("--fast")) {
            assertThat(script.exitStatus()).isEqualTo(1);
            assertThat(script.output()).isEqualTo("\nverify: FAILED: the only option is --soak");
        }
    }

    @Test
    void shouldFailLoudlyWhenAPhaseFails() throws Exception {
        for (String program : List.of("mvn", "npm", "python3", "node")) {
            Path file = folder.resolve("bin").resolve(program);
            Files.writeString(file, Files.readString(file) + "[[ $* == *ersion* ]] || exit 7\n");

            try (Script script = verify()) {
                assertThat(script.exitStatus()).isEqualTo(1);
                assertThat(script.output()).contains("\nverify: FAILED in \"").doesNotContain("all passed");
            }
        }
    }

    @Test
    void shouldSayHowToGetWhatIsTooOldOrMissing() throws Exception {
        repository.program("node", "echo v18.20.4\n");
        try (Script script = verify()) {
            assertThat(script.exitStatus()).isEqualTo(1);
            assertThat(script.output())
                    .endsWith("verify: FAILED in \"tools\": node is version 18.20.4, but 20 or newer is needed;"
                            + " install Node 20 or newer (https://nodejs.org/en/download)");
        }

        repository.removeProgram("node");
        try (Script script = verify()) {
            assertThat(script.exitStatus()).isEqualTo(1);
            assertThat(script.output())
                    .endsWith("verify: FAILED in \"tools\": there is no apt-get to install what is missing;"
                            + " install Node 20 or newer (https://nodejs.org/en/download)");
        }
    }

    @Test
    void shouldInstallWhatIsMissing() throws Exception {
        Path node = folder.resolve("bin/node");
        Files.move(node, folder.resolve("bin/node.package"));
        repository.program(
                "apt-get", "echo \"apt-get $*\"; [[ $* != *nodejs ]] || mv " + node + ".package " + node + "\n");
        repository.program("sudo", "shift; exec \"$@\"\n");
        repository.link("env");

        try (Script script = verify()) {
            assertThat(script.exitStatus()).as(script.output()).isZero();
            assertThat(script.output())
                    .containsSubsequence(
                            "node is missing: installing nodejs",
                            "apt-get -q update",
                            "apt-get -q -y install --no-install-recommends nodejs",
                            "all passed");
        }
    }

    @Test
    void shouldUnpackWhatWouldStartAServiceWhenInstalled() throws Exception {
        repository.removeProgram("etcd");
        repository.program("apt-get", "echo \"apt-get $*\"; [[ $* != *download* ]] || : >etcd-server_1.deb\n");
        repository.program(
                "dpkg-deb", "mkdir -p $3/usr/bin; echo '#!/bin/bash' >$3/usr/bin/etcd; chmod +x $3/usr/bin/etcd\n");
        repository.program("sudo", "shift; exec \"$@\"\n");
        for (String tool : List.of("env", "mkdir", "chmod")) {
            repository.link(tool);
        }

        try (Script script = verify()) {
            assertThat(script.exitStatus()).as(script.output()).isZero();
            assertThat(script.output())
                    .containsSubsequence(
                            "etcd is missing: unpacking etcd-server",
                            "apt-get -q update",
                            "apt-get -q download etcd-server",
                            "all passed");
        }
    }

    private Script verify(String... options) throws Exception {
        String[] command = new String[options.length + 1];
        command[0] = repository.root().resolve("verify").toString();
        System.arraycopy(options, 0, command, 1, options.length);
        return Script.start(repository.environment(), command);
    }
}
