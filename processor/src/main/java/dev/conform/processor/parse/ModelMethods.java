package dev.conform.processor.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The methods that every generated class has already, read from the runtime on the class path. */
public final class ModelMethods {

  private static final String MODEL = "dev.conform.runtime.Model";

  /** Signatures, and who declares them. */
  private final Map<String, String> declaredBy = new HashMap<>();

  /**
   * Reads them.
   *
   * @param elements of the compiler
   */
  public ModelMethods(Elements elements) {
    TypeElement model = elements.getTypeElement(MODEL);
    if (model == null) {
      // Without the runtime every layer's return type is unknown: javac says so.
      return;
    }
    for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(model))) {
      if (method.getModifiers().contains(Modifier.PUBLIC)
          || method.getModifiers().contains(Modifier.PROTECTED)) {
        declaredBy.put(
            signature(method),
            "a method of every "
                + (model.equals(method.getEnclosingElement()) ? "Model" : "Java object"));
      }
    }
    declaredBy.put("builder[]", "a method of every generated class");
  }

  /**
   * Returns what a method's signature belongs to already.
   *
   * @param method of an interface
   * @return words for a message, or nothing if the signature is free
   */
  public Optional<String> clash(ExecutableElement method) {
    return Optional.ofNullable(declaredBy.get(signature(method)));
  }

  private static String signature(ExecutableElement method) {
    List<String> types =
        method.getParameters().stream().map(parameter -> parameter.asType().toString()).toList();
    return method.getSimpleName() + types.toString();
  }
}
