package dev.openruntime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the packages of all modules. */
@AnalyzeClasses(packages = "dev.openruntime", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] LOOP = {
        "dev.openruntime.invocation..",
        "dev.openruntime.worker..",
        "dev.openruntime.handler..",
        "dev.openruntime.pipeline..",
        "dev.openruntime.lambda..",
        "dev.openruntime.loop.."
    };

    private static final String[] SUPERVISOR = {
        "dev.openruntime.supervisor..",
        "dev.openruntime.admin..",
        "dev.openruntime.config..",
        "dev.openruntime.child..",
        "dev.openruntime.process..",
        "dev.openruntime.health..",
        "dev.openruntime.flush..",
        "dev.openruntime.stack..",
        "dev.openruntime.time..",
        "dev.openruntime.telemetry..",
        "dev.openruntime.meters..",
        "dev.openruntime.check..",
        "dev.openruntime.explain..",
        "dev.openruntime.bench..",
        "dev.openruntime.cli..",
        "dev.openruntime.console..",
        "dev.openruntime.emulator.."
    };

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("dev.openruntime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_LOOP_KNOWS_NEITHER_SUPERVISOR_NOR_SIDECARS = noClasses()
            .that()
            .resideInAnyPackage(LOOP)
            .should()
            .dependOnClassesThat(resideInAnyPackage(SUPERVISOR).or(resideInAPackage("dev.openruntime.sidecar..")));

    @ArchTest
    static final ArchRule SIDECARS_KNOW_NEITHER_SUPERVISOR_NOR_LOOP = noClasses()
            .that()
            .resideInAPackage("dev.openruntime.sidecar..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SUPERVISOR).or(resideInAnyPackage(LOOP)));

    @ArchTest
    static final ArchRule THE_EMULATOR_IMPORTS_NOTHING_ELSE_OF_OURS = onlyItself("dev.openruntime.emulator..");

    @ArchTest
    static final ArchRule THE_CONSOLE_IMPORTS_NOTHING_ELSE_OF_OURS = onlyItself("dev.openruntime.console..");

    @ArchTest
    static final ArchRule CHILDREN_AND_CONFIGURATION_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAnyPackage("dev.openruntime.child..", "dev.openruntime.process..", "dev.openruntime.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.openruntime.config..", "dev.openruntime.supervisor..");

    @ArchTest
    static final ArchRule COMMONS_EXEC_ONLY_WHERE_PROCESSES_START = noClasses()
            .that()
            .resideOutsideOfPackage("dev.openruntime.process..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.exec..");

    @ArchTest
    static final ArchRule PICOCLI_ONLY_ON_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.openruntime.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule NETTY_ONLY_WHERE_BYTES_CROSS_A_SOCKET = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.openruntime.sidecar..", "dev.openruntime.emulator..", "dev.openruntime.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule WHAT_RUNS_BEFORE_THE_FIRST_SPAWN_BRINGS_UP_NO_LOGGING = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.openruntime.config..",
                    "dev.openruntime.child..",
                    "dev.openruntime.process..",
                    "dev.openruntime.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "io.netty..", "io.micrometer..");

    @ArchTest
    static final ArchRule NO_DATABIND_ANYWHERE =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind..");

    private static ArchRule onlyItself(String itself) {
        return classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(itself)
                        .or(resideInAPackage("dev.openruntime..").negate()));
    }
}
