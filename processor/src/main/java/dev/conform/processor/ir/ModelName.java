package dev.conform.processor.ir;

import java.util.Locale;

/** The names of generated classes. */
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
    return ascii(interfaceName) + "Model";
  }

  /**
   * Returns the name of the class that keeps the order of a block's layers.
   *
   * @param interfaceName the block's name inside its package
   * @return for example {@code BottleneckLayers}
   */
  public static String ofBlock(String interfaceName) {
    return ascii(interfaceName) + "Layers";
  }

  private static String ascii(String interfaceName) {
    StringBuilder name = new StringBuilder();
    for (char c : interfaceName.replace('.', '_').toCharArray()) {
      if (c < 0x80 && Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) {
        name.append(c);
      } else {
        name.append(String.format(Locale.ROOT, "U%04X", (int) c));
      }
    }
    return name.toString();
  }
}
