package dev.conform.tests.diagnostics;

import dev.conform.tests.diagnostics.RandomNetwork.Layer;
import dev.conform.tests.diagnostics.RandomNetwork.Op;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** One mistake that can be put into a layer, and the name of the error that it must give. */
record Fault(String error, Function<Layer, Optional<String>> change) {

  static final List<Fault> ALL =
      List.of(
          new Fault("OutOfRange", on("@Conv", op -> op.with("kernel", "0"))),
          new Fault("OutOfRange", on("@Conv", op -> op.with("kernel", "{3, -3}"))),
          new Fault("WrongCount", on("@Conv", op -> op.with("kernel", "{1, 1, 1}"))),
          new Fault(
              "KernelExceedsInput",
              on(
                  "@Conv",
                  op -> op.with("padding", "0").with("kernel", String.valueOf(larger(op))))),
          new Fault("OutOfRange", on("@Conv", op -> op.with("stride", "{1, 0}"))),
          new Fault("OutOfRange", on("@Conv", op -> op.with("dilation", "-1"))),
          new Fault("OutOfRange", on("@Conv", op -> op.with("padding", "-2"))),
          new Fault("WrongCount", on("@Pool", op -> op.with("padding", "{0, 0, 0}"))),
          new Fault("OutOfRange", on("@Conv", op -> op.with("filters", "0"))),
          new Fault("GroupsDoNotDivide", on("@Conv", op -> op.with("groups", "1000"))),
          new Fault(
              "TooLarge",
              on(
                  "@Conv",
                  op ->
                      op.with("groups", "1")
                          .with("kernel", "1")
                          .with("padding", "1")
                          .with("stride", "1")
                          .with("filters", "2_147_483_647"))),
          new Fault(
              "KernelExceedsInput",
              on(
                  "@Pool",
                  op ->
                      op.with("padding", "0")
                          .with("ceilMode", "false")
                          .with("size", String.valueOf(larger(op))))),
          new Fault("PoolPaddingTooLarge", on("@Pool", op -> op.with("padding", "50"))),
          new Fault("NotAnImage", after("@Dense", "@Pool(size = 1)")),
          new Fault("NotAnImage", after("@Flatten", "@Conv(filters = 1, kernel = 1)")),
          new Fault("OutOfRange", on("@Dense", op -> op.with("units", "-7"))),
          new Fault("OutOfRange", on("@Dropout", op -> op.with("value", "1.0"))),
          new Fault("OutOfRange", on("@BatchNorm", op -> op.with("epsilon", "0"))),
          new Fault("OutOfRange", on("@LeakyRelu", op -> op.with("slope", "2"))),
          new Fault("NotALayer", line(text -> text.replace(" Layer ", " int "))),
          new Fault("NotALayer", line(text -> text.replace("();", "(int size);"))),
          new Fault("NotALayer", line(text -> text.replace(" Layer ", " <T> Layer "))),
          new Fault(
              "LayerWithBody",
              line(text -> "default " + text.replace("();", "() { return null; }"))),
          new Fault("LayerNameTaken", line(text -> text.replaceAll("l\\d+\\(", "close("))),
          new Fault("LayerWithoutOperation", line(text -> text.replaceAll("@.* Layer", "Layer"))),
          new Fault(
              "ExpectationFailed",
              layer(l -> "@Expect(parameters = " + (l.parameters() + 1) + ") ")),
          new Fault("ExpectationFailed", layer(l -> "@Expect(macs = " + (l.macs() + 1) + ") ")),
          new Fault(
              "ExpectationFailed",
              layer(l -> "@Expect(output = " + (l.output().values() + 1) + ") ")),
          new Fault("WrongCount", layer(l -> "@Expect(receptiveField = {}) ")),
          new Fault(
              "MissingDimension", one("@Use", op -> op.has("width"), op -> op.without("width"))),
          new Fault(
              "MissingDimension", one("@Residual", op -> op.has("dims"), op -> op.without("dims"))),
          new Fault("UnusedDimension", on("@Use", op -> op.with("dims", "{2, 2, 2, 2}"))),
          new Fault("NotABlock", on("@Use", op -> op.with("block", "String.class"))),
          new Fault("NotABlock", on("@Residual", op -> op.with("block", "Layer.class"))),
          new Fault("OutOfRange", on("@Use", op -> op.with("repeat", "0"))),
          new Fault("TooManyLayers", on("@Use", op -> op.with("repeat", "2_147_483_647"))),
          new Fault("TooManyLayers", on("@Residual", op -> op.with("repeat", "60_000"))),
          new Fault("UnknownLayer", on("@From", op -> op.of("\"nowhere\""))),
          new Fault("UnknownLayer", on("@Add", op -> op.of("{\"l0\", \"\"}"))),
          new Fault(
              "FromNotFirst",
              line(text -> text.replace(" Layer ", " @From(\"input\") Layer "))
                  .andThen(text -> text.filter(t -> t.indexOf("@From") == t.lastIndexOf("@From")))),
          new Fault("SymbolOutsideBlock", on("@Conv", op -> op.with("filters", "2 * Dim.WIDTH"))),
          new Fault("ConnectionsDiffer", on("@Conv", op -> op.with("connections", "{\"o\"}"))),
          new Fault(
              "ShapesDiffer",
              (layer) ->
                  one(
                          "@Residual",
                          op -> !layer.output().equals(op.input()),
                          op -> op.with("shortcut", "Shortcut.IDENTITY"))
                      .apply(layer)));

  /** Returns the method with the mistake, if the layer can have it. */
  Optional<String> in(Layer layer) {
    return change.apply(layer);
  }

  /** Tells whether the layer keeps its name: others may read it. */
  boolean keepsName() {
    return !error.equals("LayerNameTaken");
  }

  /** Tells whether the layer is still one: what follows reads something else otherwise. */
  boolean keepsGraph() {
    return !error.equals("LayerWithBody");
  }

  private static int larger(Op op) {
    return Math.max(op.input().height(), op.input().width()) + 1;
  }

  /** A table of connections would be wrong as well. */
  private static Function<Layer, Optional<String>> on(String name, Function<Op, Op> change) {
    return one(name, op -> !op.has("connections"), change);
  }

  private static Function<Layer, Optional<String>> one(
      String name, Predicate<Op> which, Function<Op, Op> change) {
    return layer ->
        layer.ops().stream()
            .filter(op -> op.name().equals(name) && which.test(op))
            .findFirst()
            .map(
                op ->
                    RandomNetwork.method(layer)
                        .replace(op.toString() + " ", change.apply(op) + " "));
  }

  private static Function<Layer, Optional<String>> after(String name, String extra) {
    return layer ->
        layer.ops().stream()
            .filter(op -> op.name().equals(name))
            .findFirst()
            .map(op -> RandomNetwork.method(layer).replace(" Layer ", " " + extra + " Layer "));
  }

  private static Function<Layer, Optional<String>> line(Function<String, String> change) {
    return layer -> Optional.of(change.apply(RandomNetwork.method(layer)));
  }

  private static Function<Layer, Optional<String>> layer(Function<Layer, String> prefix) {
    return layer -> Optional.of(prefix.apply(layer) + RandomNetwork.method(layer));
  }
}
