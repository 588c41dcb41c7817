package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The methods of an interface in the order in which they were written. A class file does not say:
 * there the generated class knows it.
 */
final class MethodOrder {

  private final Elements elements;
  private final Annotations annotations;
  private final SourceTypes sources;
  private final List<Diagnostic> problems;

  MethodOrder(
      Elements elements, Annotations annotations, SourceTypes sources, List<Diagnostic> problems) {
    this.elements = elements;
    this.annotations = annotations;
    this.sources = sources;
    this.problems = problems;
  }

  /**
   * Returns the methods that a type itself declares, if their order is known.
   *
   * @param generated the simple name of the class that was generated for it
   * @param use where it is used, if the order is not known
   */
  Optional<List<ExecutableElement>> methods(TypeElement type, String generated, Position use) {
    List<ExecutableElement> methods =
        new ArrayList<>(ElementFilter.methodsIn(type.getEnclosedElements()));
    if (!sources.isElsewhere(type) || methods.isEmpty()) {
      return Optional.of(methods);
    }
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String name = packageName.isEmpty() ? generated : packageName + "." + generated;
    Optional<List<String>> order =
        Optional.ofNullable(elements.getTypeElement(name))
            .flatMap(found -> annotations.reader(found, "LayerOrder"))
            .flatMap(reader -> reader.texts("value"));
    if (order.isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Rule.ORDER_UNKNOWN,
                  use,
                  "%s was compiled without Conform's processor: the order of its layers is not known",
                  NetworkParser.interfaceName(type))
              .line("A class file does not say it; the class %s would, but is not there", name)
              .line("Compile %s with the processor, or put its source here", type.getSimpleName()));
      return Optional.empty();
    }
    methods.removeIf(method -> !order.get().contains(method.getSimpleName().toString()));
    methods.sort(
        Comparator.comparingInt(method -> order.get().indexOf(method.getSimpleName().toString())));
    return Optional.of(methods);
  }
}
