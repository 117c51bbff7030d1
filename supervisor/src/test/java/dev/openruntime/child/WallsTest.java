package dev.openruntime.child;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What is loaded before the first child is spawned: the JDK and Commons Exec, and nothing else. */
class WallsTest {

    private static final String ANNOTATIONS = "org.jspecify.annotations";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.openruntime.child", "dev.openruntime.process", "dev.openruntime.health");

    @Test
    void shouldKnowNothingButTheJdkAndProbesWhereTheLifecycleIs() {
        classes()
                .that()
                .resideInAPackage("dev.openruntime.child")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        ANNOTATIONS,
                        "dev.openruntime.child",
                        "dev.openruntime.health",
                        "dev.openruntime.time")
                .check(MAIN);
    }

    @Test
    void shouldKnowNothingButTheJdkWhereProbesAre() {
        classes()
                .that()
                .resideInAPackage("dev.openruntime.health")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ANNOTATIONS, "dev.openruntime.health", "dev.openruntime.time")
                .check(MAIN);
    }

    @Test
    void shouldAddCommonsExecOnlyWhereProcessesAre() {
        classes()
                .that()
                .resideInAPackage("dev.openruntime.process")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        ANNOTATIONS,
                        "dev.openruntime.process",
                        "dev.openruntime.child",
                        "dev.openruntime.health",
                        "org.apache.commons.exec..")
                .check(MAIN);
    }
}
