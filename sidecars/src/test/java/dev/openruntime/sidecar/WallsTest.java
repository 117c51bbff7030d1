package dev.openruntime.sidecar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls around the built-in sidecars. */
@AnalyzeClasses(packages = "dev.openruntime", importOptions = DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule SIDECARS_KNOW_NO_OTHER_MODULE = classes()
            .that()
            .resideInAPackage("dev.openruntime.sidecar..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.openruntime.sidecar..",
                    "java..",
                    "javax.net.ssl..",
                    "io.netty..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule THE_CONTRACT_NEEDS_ONLY_THE_JDK = noClasses()
            .that()
            .resideInAPackage("dev.openruntime.sidecar")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "com.fasterxml..", "dev.openruntime.sidecar.*..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.openruntime.(**)").should().beFreeOfCycles();
}
