package dev.conform.tests.golden;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The source of a declared network.
 *
 * @param name of the interface
 * @param source a compilation unit in package {@code sample}
 */
record Network(String name, String source) {

  /** Declares a network in the way a user would. */
  static Network of(String name, String input, String layers) {
    return of(name, input, layers, "");
  }

  private static Network of(String name, String input, String layers, String blocks) {
    String source =
        """
        package sample;

        import dev.conform.dsl.*;
        import dev.conform.runtime.Layer;

        @SuppressWarnings({
          "conform:BiasBeforeBatchNorm", "conform:BorderDropped", "conform:NoNonlinearity",
          "conform:ReceptiveFieldTooLarge", "conform:ReceptiveFieldTooSmall"
        })
        @Network(input = {%s})
        public interface %s {
        %s}
        %s"""
            .formatted(input, name, layers.indent(2), blocks);
    return new Network(name, source);
  }

  /** One network for each construct. */
  static List<Network> constructs() {
    return List.of(
        LENET5, CONVOLUTIONS, POOLS, NORMS, ACTIVATIONS, DROPOUTS, SHAPES, RESIDUALS, NAMES);
  }

  @Override
  public String toString() {
    return name;
  }

  static final Network LENET5 =
      of(
          "LeNet5",
          "1, 32, 32",
          """
          @Conv(filters = 6, kernel = 5) @Relu @Pool(size = 2) Layer c1();
          @Conv(filters = 16, kernel = 5) @Relu @Pool(size = 2) Layer c3();
          @Dense(units = 120) @Relu Layer f5();
          @Dense(units = 84) @Relu Layer f6();
          @Dense(units = 10) Layer logits();
          """);

  static final Network CONVOLUTIONS =
      of(
          "Convolutions",
          "3, 24, 20",
          """
          @Conv(filters = 8, kernel = {3, 5}, stride = {2, 1}, padding = {1, 2}) @Tanh Layer direct();
          @Conv(filters = 64, kernel = 3, padding = {0, 1, 2, 1}) @Relu Layer small();
          @Conv(filters = 256, kernel = 3, dilation = 2, padding = Padding.SAME, bias = false) @Relu Layer gathered();
          @Conv(filters = 32, kernel = 1) @Sigmoid Layer pointwise();
          @Conv(filters = 32, kernel = 3, groups = 4) @LeakyRelu(slope = 0.2) Layer grouped();
          @Conv(filters = 32, kernel = 3, groups = 32) @Relu Layer depthwise();
          @Conv(filters = 2, kernel = 1, stride = 3) Layer last();
          """);

  static final Network POOLS =
      of(
          "Pools",
          "2, 31, 23",
          """
          @Pool(size = 2) Layer beforeAnyParameter();
          @Conv(filters = 4, kernel = 3) Layer conv();
          @Pool(size = 3, stride = {1, 2}, padding = 1, ceilMode = true) Layer overlapping();
          @Pool(mode = PoolMode.AVERAGE, size = {2, 3}, stride = 1, padding = {1, 0}, countPadding = false)
          Layer average();
          @GlobalPool @Dense(units = 3) Layer scores();
          """);

  static final Network NORMS =
      of(
          "Norms",
          "3, 10, 10",
          """
          @BatchNorm(affine = false) Layer input();
          @Conv(filters = 8, kernel = 3, bias = false) @BatchNorm @Relu Layer fused();
          @Conv(filters = 8, kernel = 3, bias = false) @BatchNorm(momentum = 0.25, epsilon = 1e-3)
          Layer plain();
          @Relu Layer apart();
          @GlobalPool(mode = PoolMode.MAX) Layer pool();
          @Dense(units = 12, bias = false) @BatchNorm @LeakyRelu Layer units();
          @Dense(units = 2) Layer scores();
          """);

  static final Network ACTIVATIONS =
      of(
          "Activations",
          "2, 6, 5",
          """
          @Dense(units = 30) @Relu Layer relu();
          @Dense(units = 29) @LeakyRelu(slope = 0.1) Layer leakyRelu();
          @Dense(units = 28) @Relu6 Layer relu6();
          @Dense(units = 28) @Sigmoid Layer sigmoid();
          @Dense(units = 27) @Tanh Layer tanh();
          @Dense(units = 26) @Silu Layer silu();
          @Dense(units = 25) @Gelu Layer gelu();
          @Dense(units = 24) Layer linear();
          @Tanh Layer apart();
          @Dense(units = 4) @Softmax Layer probabilities();
          """);

  static final Network DROPOUTS =
      of(
          "Dropouts",
          "1, 8, 8",
          """
          @Dropout(0.2) Layer corrupted();
          @Conv(filters = 4, kernel = 3) @Relu @Dropout Layer conv();
          @Dense(units = 16) @Silu @Dropout(0.25) Layer hidden();
          @Dense(units = 3) Layer scores();
          """);

  static final Network SHAPES =
      of(
          "Shapes",
          "2, 5, 4",
          """
          @Conv(filters = 6, kernel = 2) @Silu @Softmax Layer maps();
          @Flatten Layer flat();
          @BatchNorm @Relu Layer units();
          @Softmax @Flatten Layer probabilities();
          """);

  /**
   * A block that runs three times, twice in the same shape: the class has its code once for these
   * two.
   */
  static final Network RESIDUALS =
      of(
          "Residuals",
          "3, 12, 10",
          """
          @Conv(filters = 8, kernel = 3, padding = 1, bias = false) @BatchNorm @Relu Layer stem();
          @Residual(block = Basic.class, width = 16, stride = 2, repeat = 3) Layer stage();
          @GlobalPool Layer pool();
          @Dense(units = 4) Layer scores();
          """,
          """

          @Block
          interface Basic {
            @Conv(filters = Dim.WIDTH, kernel = 3, stride = Dim.STRIDE, padding = 1, bias = false)
            @BatchNorm @Relu
            Layer first();

            @Conv(filters = Dim.WIDTH, kernel = 3, padding = 1, bias = false) @BatchNorm
            Layer second();
          }
          """);

  /** So many layers that the class has parts; too long to be read, so it has no golden text. */
  static final Network PARTS =
      of(
          "Parts",
          "1, 3, 3",
          "@Conv(filters = 4, kernel = 1) @Tanh Layer first();\n"
              + IntStream.range(0, 70)
                  .mapToObj("@Dense(units = 5) @Tanh @Dropout(0.001) Layer d%d();\n"::formatted)
                  .collect(Collectors.joining())
              + "@Dense(units = 3) Layer last();\n");

  /** Names that the generated class wants for itself, or that differ in case only. */
  static final Network NAMES =
      of(
          "Names",
          "1, 12, 12",
          """
          @Conv(filters = 2, kernel = 3) @Tanh @Pool(size = 2) Layer c1();
          @Conv(filters = 2, kernel = 1) @Tanh Layer C1();
          @Conv(filters = 2, kernel = 1) @Tanh Layer dC1();
          @Conv(filters = 2, kernel = 1) @Tanh Layer c1Conv();
          @Conv(filters = 2, kernel = 1) @Tanh Layer input();
          @Conv(filters = 2, kernel = 1) @Tanh Layer mode();
          @Conv(filters = 2, kernel = 1) @Tanh Layer Mode();
          @Conv(filters = 2, kernel = 1) @Tanh Layer batch();
          @Conv(filters = 2, kernel = 1) @Tanh Layer b();
          @Conv(filters = 2, kernel = 1) @Tanh Layer settings();
          @Conv(filters = 2, kernel = 1) @Tanh Layer model();
          @Conv(filters = 2, kernel = 1) @Tanh Layer Tensor();
          @Conv(filters = 2, kernel = 1) @Tanh Layer native_();
          @Conv(filters = 2, kernel = 1) @Tanh Layer OVERWRITE();
          @Conv(filters = 2, kernel = 1) @Tanh Layer NETWORK();
          @Conv(filters = 2, kernel = 1) @Tanh Layer dev();
          @Conv(filters = 2, kernel = 1) @Tanh Layer java();
          @Conv(filters = 2, kernel = 1) @Tanh Layer forward();
          @Conv(filters = 2, kernel = 1) @Tanh Layer c1Forward();
          @Conv(filters = 2, kernel = 1) @Tanh Layer слой();
          @Conv(filters = 2, kernel = 1) @Tanh Layer $();
          @Conv(filters = 2, kernel = 1) @Tanh Layer $L();
          @Conv(filters = 2, kernel = 1) @Tanh Layer __();
          @Conv(filters = 2, kernel = 1) @Tanh @Dropout Layer record();
          """);
}
