package dev.openruntime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.openruntime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("dev.openruntime.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KNOWS_NEITHER_OF_THE_OTHER_MODULES = classes()
            .that()
            .resideInAPackage("dev.openruntime..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.openruntime.invocation..",
                    "dev.openruntime.worker..",
                    "dev.openruntime.pipeline..",
                    "dev.openruntime.handler..",
                    "dev.openruntime.http..",
                    "dev.openruntime.lambda..",
                    "dev.openruntime.loop..",
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule JACKSON_WHERE_BYTES_BECOME_VALUES = noClasses()
            .that()
            .resideOutsideOfPackages("dev.openruntime.invocation", "dev.openruntime.worker")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule HTTP_KNOWS_BODIES_AND_HEADERS_ONLY = classes()
            .that()
            .resideInAPackage("dev.openruntime.http")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.openruntime.http", "dev.openruntime.invocation", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule LOGGING_BY_SLF4J =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule FRAMES_KNOW_BODIES_ONLY = noClasses()
            .that()
            .resideInAPackage("dev.openruntime.worker.frame")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.openruntime.worker",
                    "dev.openruntime.pipeline..",
                    "dev.openruntime.lambda..",
                    "dev.openruntime.loop..",
                    "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule VALUES_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage("dev.openruntime.invocation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.openruntime.worker..",
                    "dev.openruntime.pipeline..",
                    "dev.openruntime.lambda..",
                    "dev.openruntime.loop..");
}
