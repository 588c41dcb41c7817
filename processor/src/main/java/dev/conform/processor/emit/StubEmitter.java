package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.conform.processor.ir.ModelName;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes what stands in for the class of a network with errors, so that javac shows those and does
 * not bury them under "cannot find symbol". It never runs.
 */
public final class StubEmitter {

  private final boolean marks;

  /**
   * Makes an emitter.
   *
   * @param marks whether to mark the class as {@code @Generated}, as {@link ModelEmitter} does
   */
  public StubEmitter(boolean marks) {
    this.marks = marks;
  }

  /**
   * Writes the stub.
   *
   * @param packageName of the declaration
   * @param interfaceName its name inside the package, a nested one as {@code Outer.Inner}
   * @param implementable whether a model can implement the interface; it cannot where a method of
   *     the interface has the name of one of every model
   * @param layers names of the layers whose names are free
   * @return a class that compiles and has the API that the network's class would have
   */
  public JavaFile emit(
      String packageName, String interfaceName, boolean implementable, List<String> layers) {
    ClassName declaration = Types.declaration(packageName, interfaceName);
    ClassName self = ClassName.get(packageName, ModelName.of(interfaceName));
    TypeSpec.Builder type =
        TypeSpec.classBuilder(self)
            .addJavadoc(
                "Stands in for the class of {@link $T}, which has errors that javac shows.\n",
                declaration)
            .addAnnotations(ModelEmitter.generated(marks))
            // Abstract, so that it owes nobody an implementation.
            .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
            .superclass(Types.MODEL)
            .addMethod(constructor(self))
            .addMethod(builder(self))
            .addMethod(unavailable());
    if (implementable) {
      type.addSuperinterface(declaration);
    } else {
      layers.stream().map(StubEmitter::accessor).forEach(type::addMethod);
    }
    return JavaFile.builder(packageName, type.build()).skipJavaLangImports(true).build();
  }

  private static MethodSpec constructor(ClassName self) {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(ParameterizedTypeName.get(Types.MODEL_BUILDER, self), "settings")
        .addStatement("super(unavailable(), settings)")
        .build();
  }

  private static MethodSpec builder(ClassName self) {
    return MethodSpec.methodBuilder("builder")
        .addJavadoc("Throws.\n\n@return never\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(ParameterizedTypeName.get(Types.MODEL_BUILDER, self))
        .addStatement("throw new $T($S)", IllegalStateException.class, MESSAGE)
        .build();
  }

  private static MethodSpec unavailable() {
    return MethodSpec.methodBuilder("unavailable")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(Types.BLUEPRINT)
        .addStatement("throw new $T($S)", IllegalStateException.class, MESSAGE)
        .build();
  }

  private static MethodSpec accessor(String layer) {
    return MethodSpec.methodBuilder(layer)
        .addJavadoc("Is declared by the network.\n\n@return never\n")
        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
        .returns(Types.LAYER)
        .build();
  }

  private static final String MESSAGE = "this network has errors; its class was not written";
}
