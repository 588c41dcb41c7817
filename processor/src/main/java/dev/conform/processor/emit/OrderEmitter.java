package dev.conform.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.ModelName;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class that keeps the order of a block's layers. */
public final class OrderEmitter {

  private final boolean marks;

  /**
   * Makes an emitter.
   *
   * @param marks whether to mark the class as {@code @Generated}, as {@link ModelEmitter} does
   */
  public OrderEmitter(boolean marks) {
    this.marks = marks;
  }

  /**
   * Writes the class.
   *
   * <pre>
   * /** Keeps the order of the layers of {&#64;link Bottleneck}. *&#47;
   * &#64;LayerOrder({"reduce", "spatial", "expand"})
   * final class BottleneckLayers {
   *   private BottleneckLayers() {}
   * }
   * </pre>
   *
   * @param block as it was written
   * @return the file
   */
  public JavaFile emit(BlockDecl block) {
    ClassName declaration = Types.declaration(block.packageName(), block.interfaceName());
    TypeSpec type =
        TypeSpec.classBuilder(ModelName.ofBlock(block.interfaceName()))
            .addJavadoc(
                "Keeps the order of the layers of {@link $T}, which a class file does not.\n",
                declaration)
            .addAnnotations(ModelEmitter.generated(marks))
            .addAnnotation(order(block.layers().stream().map(LayerDecl::name).toList()))
            .addModifiers(Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .build();
    return JavaFile.builder(block.packageName(), type).skipJavaLangImports(true).build();
  }

  /** Returns {@code @LayerOrder({"c1", "c3"})}. */
  static AnnotationSpec order(List<String> layers) {
    AnnotationSpec.Builder order = AnnotationSpec.builder(Types.LAYER_ORDER);
    layers.forEach(layer -> order.addMember("value", "$S", layer));
    return order.build();
  }
}
