package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import java.util.Locale;

/** The name of a generated class. */
public final class ModelName {

  private ModelName() {}

  /**
   * Returns the name of the class that runs a network. It is ASCII, because a compiler that runs
   * under a plain locale cannot name a file otherwise.
   *
   * @param interfaceName the declaration's name inside its package, a nested one as {@code
   *     Outer.Inner}
   * @return for example {@code LeNet5Model}, {@code Outer_InnerModel}; a letter outside ASCII
   *     becomes its code, as in {@code U0421U0435U0442U044CModel}
   */
  public static String of(String interfaceName) {
    StringBuilder name = new StringBuilder();
    for (char c : interfaceName.replace('.', '_').toCharArray()) {
      if (c < 0x80 && Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) {
        name.append(c);
      } else {
        name.append(String.format(Locale.ROOT, "U%04X", (int) c));
      }
    }
    return name.append("Model").toString();
  }

  /** Returns the type of the declaration. */
  static ClassName declaration(String packageName, String interfaceName) {
    String[] names = interfaceName.split("\\.", -1);
    ClassName type = ClassName.get(packageName, names[0]);
    for (int i = 1; i < names.length; i++) {
      type = type.nestedClass(names[i]);
    }
    return type;
  }
}
