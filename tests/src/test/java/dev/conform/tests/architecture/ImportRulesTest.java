package dev.conform.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each package imports what the design's table allows it and nothing else of ours. */
class ImportRulesTest {

  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.conform");
  }

  /** The table: a package, and what it may import besides itself, {@code java.*} and JSpecify. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.conform.dsl                           | ",
        "dev.conform.processor.javac               | javax.. dev.conform.processor.diag",
        "dev.conform.processor.parse               | javax.lang.model.. dev.conform.processor.ir dev.conform.processor.diag dev.conform.processor.javac",
        "dev.conform.processor.diag                | ",
        "dev.conform.processor.ir                  | dev.conform.processor.diag",
        "dev.conform.processor.analyze             | dev.conform.processor.ir dev.conform.processor.diag",
        "dev.conform.processor.analyze.advice      | dev.conform.processor.ir dev.conform.processor.diag",
        "dev.conform.processor.plan                | dev.conform.processor.ir",
        "dev.conform.processor.emit                | dev.conform.processor.plan dev.conform.processor.ir com.palantir.javapoet.. javax.lang.model.. com.fasterxml.jackson..",
        "dev.conform.processor.page                | dev.conform.processor.emit dev.conform.processor.plan dev.conform.processor.ir com.samskivert.mustache.. com.fasterxml.jackson..",
        "dev.conform.runtime                       | dev.conform.runtime..",
        "dev.conform.runtime.kernel                | ",
        "dev.conform.runtime.kernel.reference      | dev.conform.runtime.kernel",
        "dev.conform.runtime.kernel.plain          | dev.conform.runtime.kernel",
        "dev.conform.runtime.kernel.vector         | dev.conform.runtime.kernel dev.conform.runtime.kernel.plain jdk.incubator.vector..",
        "dev.conform.runtime.kernel.openblas       | dev.conform.runtime.kernel org.bytedeco..",
        "dev.conform.runtime.train                 | dev.conform.runtime dev.conform.runtime.data dev.conform.runtime.kernel",
        "dev.conform.runtime.data                  | dev.conform.runtime dev.conform.runtime.kernel",
        "dev.conform.runtime.io                    | dev.conform.runtime dev.conform.runtime.kernel com.fasterxml.jackson..",
      })
  void eachPackageImportsWhatTheTableAllows(String name, String allowed) {
    String[] packages =
        Stream.concat(
                Stream.of(name, "java..", "org.jspecify.annotations"),
                allowed == null ? Stream.empty() : Stream.of(allowed.split(" ")))
            .toArray(String[]::new);
    assertFalse(ours.that(resideInAPackage(name)).isEmpty(), "nothing in " + name);
    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(isPrimitiveOrIn(packages))
        .check(ours);
  }

  @Test
  void theProcessorDoesNotNeedTheRuntime() {
    noClasses()
        .that()
        .resideInAPackage("dev.conform.processor..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.conform.runtime..", "dev.conform.dsl..")
        .check(ours);
  }

  @Test
  void onlyOnePackageKnowsBytedeco() {
    noClasses()
        .that(not(resideInAPackage("dev.conform.runtime.kernel.openblas")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(ours);
  }

  @Test
  void theProcessorsStagesFormNoCycle() {
    SlicesRuleDefinition.slices()
        .matching("dev.conform.processor.(*)..")
        .should()
        .beFreeOfCycles()
        .check(ours);
  }

  private static DescribedPredicate<JavaClass> isPrimitiveOrIn(String... packages) {
    return resideInAnyPackage(packages)
        .or(DescribedPredicate.describe("primitive or an array", JavaClass::isPrimitive))
        .or(DescribedPredicate.describe("array", JavaClass::isArray))
        .as("in " + String.join(", ", packages));
  }
}
