package dev.openruntime.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bootstrap with a real JVM that runs a program of a few lines in the supervisor's place. */
class BootstrapRealJvmTest {

    private static final Path SOURCE = Path.of("src/main/dist").toAbsolutePath();
    private static final String PROGRAM = """
            package dev.openruntime.supervisor;

            import java.io.FileOutputStream;

            public class Main {
                public static void main(String[] args) throws Exception {
                    Process child = new ProcessBuilder(
                                    "/bin/bash", "-c", "[[ -e /proc/$$/fd/3 ]]; echo closed $?; exec sleep 600")
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start();
                    System.out.println("child " + child.pid());
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        say("done 3");
                        java.util.concurrent.locks.LockSupport.parkNanos(60_000_000_000L);
                    }));
                    say("armed");
                    System.out.println("jvm " + ProcessHandle.current().pid());
                    System.out.println("parent " + ProcessHandle.current().parent().orElseThrow().pid());
                    while (System.in.read() >= 0) {}
                    System.out.println("eof");
                    child.destroyForcibly();
                    Runtime.getRuntime().halt(0);
                }

                static void say(String word) {
                    try (FileOutputStream out = new FileOutputStream("/proc/self/fd/" + System.getenv("OPEN_RUNTIME_DONE_FD"))) {
                        out.write((word + "\\n").getBytes());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    @TempDir
    private Path home = Path.of("unset");

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void makeDistribution() throws Exception {
        Files.createDirectories(home.resolve("lib"));
        Files.copy(SOURCE.resolve("bootstrap"), home.resolve("bootstrap"));
        for (String file : List.of("find-java.bash", "java-options.bash")) {
            Files.copy(SOURCE.resolve("lib").resolve(file), home.resolve("lib").resolve(file));
        }
        compileInto(home.resolve("lib/open-runtime.jar"));
        environment = Map.of("JAVA_HOME", System.getProperty("java.home", ""));
    }

    @Test
    void shouldEndJvmAndChildrenWhenAskedToStop() throws Exception {
        try (Script script = Script.startInOwnGroup(environment, home.resolve("bootstrap"))) {
            ProcessHandle jvm = script.awaitProcess("jvm");
            ProcessHandle child = script.awaitProcess("child");

            Script.bash("kill -TERM -- -" + script.awaitProcess("parent").pid());

            assertThat(script.exitStatus()).isEqualTo(3);
            Script.awaitDead(jvm);
            Script.awaitDead(child);
        }
    }

    @Test
    void shouldLetTheJvmEndItsChildrenWhenBootstrapIsKilled() throws Exception {
        try (Script script = Script.startInOwnGroup(environment, home.resolve("bootstrap"))) {
            ProcessHandle jvm = script.awaitProcess("jvm");
            ProcessHandle child = script.awaitProcess("child");

            script.awaitProcess("parent").destroyForcibly();

            script.awaitLine("eof");
            Script.awaitDead(jvm);
            Script.awaitDead(child);
        }
    }

    @Test
    void shouldLeaveNothingWhenTheJvmIsKilled() throws Exception {
        try (Script script = Script.startInOwnGroup(environment, home.resolve("bootstrap"))) {
            ProcessHandle child = script.awaitProcess("child");

            script.awaitProcess("jvm").destroyForcibly();

            assertThat(script.exitStatus()).isEqualTo(128 + 9);
            Script.awaitDead(child);
        }
    }

    @Test
    void shouldStartQuietlyAndKeepThePipesFromChildren() throws Exception {
        try (Script script = Script.startInOwnGroup(environment, home.resolve("bootstrap"))) {
            assertThat(script.awaitLine("closed")).containsExactly("closed", "1");
            script.awaitProcess("child");
            ProcessHandle jvm = script.awaitProcess("jvm");
            script.awaitProcess("parent");

            assertThat(script.output().lines()).hasSize(4);
            jvm.destroyForcibly();
        }
    }

    private static void compileInto(Path jar) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(jar.resolveSibling("classes"));
        var source = new SimpleJavaFileObject(URI.create("string:///Main.java"), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return PROGRAM;
            }
        };
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        boolean compiled = compiler.getTask(
                        new OutputStreamWriter(problems, UTF_8),
                        null,
                        null,
                        List.of("-d", classes.toString()),
                        null,
                        List.of(source))
                .call();
        assertThat(compiled).as(problems.toString(UTF_8)).isTrue();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            String name = "dev/openruntime/supervisor/Main.class";
            zip.putNextEntry(new ZipEntry(name));
            zip.write(Files.readAllBytes(classes.resolve(name)));
        }
    }
}
