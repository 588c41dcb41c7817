package dev.conform.tests.network;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Declared networks that between them use every annotation in every way that matters. */
final class Networks {

  /** LeCun et al. 1998, with the ReLU and max pooling of today. */
  static final Declared LENET5 =
      new Declared(
          "LeNet5",
          "1, 32, 32",
          """
          @Conv(filters = 6, kernel = 5) @Relu @Pool(size = 2) Layer c1();
          @Conv(filters = 16, kernel = 5) @Relu @Pool(size = 2) Layer c3();
          @Dense(units = 120) @Relu Layer f5();
          @Dense(units = 84) @Relu Layer f6();
          @Dense(units = 10) Layer logits();
          """);

  /** The other network that {@code pytorch/record.py} records. */
  static final Declared SMALL =
      new Declared(
          "Small",
          "3, 9, 7",
          """
          @Conv(filters = 8, kernel = 3, padding = 1, bias = false) @BatchNorm @Silu Layer a();

          @Conv(filters = 12, kernel = {3, 2}, stride = {2, 1}, dilation = {1, 2}, groups = 4,
              padding = {0, 1, 2, 0})
          @BatchNorm(momentum = 0.25, epsilon = 1e-3)
          @LeakyRelu(slope = 0.2)
          @Pool(mode = PoolMode.AVERAGE, size = 2, stride = 1, padding = 1, countPadding = false)
          Layer b();

          @Conv(filters = 12, kernel = 3, padding = 2, dilation = 2, groups = 12)
          @Gelu
          @Pool(mode = PoolMode.AVERAGE, size = 3, stride = 3, ceilMode = true)
          Layer c();

          @Dense(units = 9, bias = false) @BatchNorm @Tanh Layer d();
          @Dense(units = 4) Layer logits();
          """);

  private static final Declared FUSED_ACTIVATIONS =
      new Declared(
          "FusedActivations",
          "2, 6, 5",
          """
          @Conv(filters = 3, kernel = 2) @Relu Layer a();
          @Conv(filters = 4, kernel = 2) @LeakyRelu(slope = 0.3) Layer b();
          @Conv(filters = 5, kernel = 2) @Sigmoid Layer c();
          @Conv(filters = 6, kernel = 2) @Silu Layer d();
          @Dense(units = 7) @Tanh Layer e();
          @Dense(units = 6) @Gelu Layer f();
          @Dense(units = 5) @Gelu(approximate = true) Layer g();
          @Dense(units = 4) @LeakyRelu Layer h();
          @Dense(units = 3) @Silu Layer i();
          """);

  private static final Declared FREE_ACTIVATIONS =
      new Declared(
          "FreeActivations",
          "2, 8, 9",
          """
          @Tanh Layer first();
          @Conv(filters = 3, kernel = 1) @Sigmoid @Silu Layer twice();
          @Pool(size = 2) @Gelu Layer afterPool();
          @BatchNorm @Relu Layer afterNorm();
          @Gelu(approximate = true) @LeakyRelu(slope = 0.5) Layer alone();
          @Flatten @Tanh Layer flat();
          @Relu @Dense(units = 5) Layer before();
          """);

  private static final Declared MAX_POOLS =
      new Declared(
          "MaxPools",
          "3, 21, 24",
          """
          @Pool(size = 3, stride = 2, padding = 1) Layer overlapping();
          @Conv(filters = 4, kernel = 3, padding = 1) @Pool(size = {2, 3}, stride = {1, 2}) Layer rectangular();
          @Pool(size = 2, stride = 1, padding = {0, 1, 1, 0}) Layer asymmetric();
          @Pool(size = 3, stride = 2, ceilMode = true) Layer ceil();
          @Pool(size = 2, stride = 1, dilation = {2, 1}) Layer dilated();
          @Pool(size = 2, stride = 1, padding = Padding.SAME) Layer same();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared AVERAGE_POOLS =
      new Declared(
          "AveragePools",
          "3, 17, 14",
          """
          @Pool(mode = PoolMode.AVERAGE, size = 3, stride = 2, padding = 1) Layer counted();
          @Conv(filters = 5, kernel = 1)
          @Pool(mode = PoolMode.AVERAGE, size = 3, stride = 1, padding = 1, countPadding = false) Layer uncounted();
          @Pool(mode = PoolMode.AVERAGE, size = {3, 2}, stride = {2, 1}, padding = {0, 1, 1, 0}) Layer asymmetric();
          @Pool(mode = PoolMode.AVERAGE, size = 2, stride = 2, padding = 1, ceilMode = true) Layer ceil();
          @Pool(mode = PoolMode.AVERAGE, size = 2, stride = 1, padding = Padding.SAME, countPadding = false) Layer same();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared GLOBAL_POOLS =
      new Declared(
          "GlobalPools",
          "2, 5, 7",
          """
          @Conv(filters = 7, kernel = 3) @Relu @GlobalPool(mode = PoolMode.MAX) Layer max();
          @Conv(filters = 9, kernel = 3, padding = 1) @Tanh Layer middle();
          @GlobalPool Layer average();
          @Flatten @Dense(units = 4) Layer logits();
          """);

  private static final Declared CONVOLUTIONS =
      new Declared(
          "Convolutions",
          "3, 19, 16",
          """
          @Conv(filters = 6, kernel = {1, 5}, padding = {0, 2}) @Relu Layer row();
          @Conv(filters = 6, kernel = {5, 1}, stride = {2, 1}) @Relu Layer column();
          @Conv(filters = 8, kernel = 4, padding = Padding.SAME) @Tanh Layer evenSame();
          @Conv(filters = 8, kernel = 3, stride = 2, padding = Padding.SAME) @Tanh Layer stridedSame();
          @Conv(filters = 8, kernel = 3, padding = {2, 0, 0, 1}, bias = false) @Silu Layer asymmetric();
          @Conv(filters = 10, kernel = 1) @Relu Layer pointwise();
          @Conv(filters = 4, kernel = 1, stride = {1, 2}) Layer sparse();
          @Conv(filters = 5, kernel = 3, padding = 3, dilation = 2) @Gelu Layer dilated();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared GROUPS =
      new Declared(
          "Groups",
          "4, 9, 8",
          """
          @Conv(filters = 6, kernel = 3, groups = 2) @Relu Layer two();
          @Conv(filters = 6, kernel = 3, padding = 1, groups = 6) @Tanh Layer depthwise();
          @Conv(filters = 12, kernel = 2, stride = 2, groups = 6, bias = false) @Silu Layer multiplier();
          @Conv(filters = 8, kernel = 1, groups = 4) Layer pointwise();
          @Conv(filters = 8, kernel = 3, padding = 2, dilation = 2, groups = 8) @BatchNorm Layer dilated();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared BATCH_NORMS =
      new Declared(
          "BatchNorms",
          "3, 6, 5",
          """
          @BatchNorm(affine = false) Layer input();
          @Conv(filters = 5, kernel = 3, bias = false) @BatchNorm(momentum = 0.3, epsilon = 1e-2) @Relu Layer conv();
          @Pool(size = 2) @BatchNorm Layer pooled();
          @Flatten @BatchNorm @Tanh Layer flat();
          @Dense(units = 6) @BatchNorm(affine = false) @Silu Layer dense();
          @Dense(units = 4) @BatchNorm Layer last();
          """);

  private static final Declared SOFTMAXES =
      new Declared(
          "Softmaxes",
          "3, 5, 4",
          """
          @Conv(filters = 6, kernel = 2) @Softmax Layer attention();
          @Dense(units = 7) @Softmax Layer middle();
          @Dense(units = 5) @Softmax Layer probabilities();
          """);

  private static final Declared DROPOUTS =
      new Declared(
          "Dropouts",
          "2, 9, 7",
          """
          @Conv(filters = 5, kernel = 3) @Tanh @Dropout(0.3) Layer image();
          @Conv(filters = 4, kernel = 3) @Dropout Layer linear();
          @Dense(units = 33) @Tanh @Dropout(0.25) Layer units();
          @Dense(units = 4) Layer logits();
          """);

  private static final Declared IMAGE_TO_IMAGE =
      new Declared(
          "ImageToImage",
          "3, 7, 6",
          """
          @Conv(filters = 8, kernel = 3, padding = 1) @BatchNorm @Relu Layer hidden();
          @Conv(filters = 2, kernel = 3, padding = 1) @Sigmoid Layer mask();
          """);

  private static final Declared ONE_PIXEL =
      new Declared(
          "OnePixel",
          "1, 1, 1",
          """
          @Conv(filters = 3, kernel = 3, padding = 1) @Tanh Layer conv();
          @Dense(units = 1, bias = false) Layer out();
          """);

  private static final Declared FLATTEN_FIRST =
      new Declared(
          "FlattenFirst",
          "3, 4, 5",
          """
          @Flatten Layer flat();
          @BatchNorm Layer norm();
          @Dropout(0.2) Layer drop();
          @Dense(units = 8, bias = false) @Relu Layer hidden();
          @Dense(units = 3) Layer out();
          """);

  private static final Declared MANY_IN_ONE =
      new Declared(
          "ManyInOne",
          "2, 12, 12",
          """
          @Conv(filters = 17, kernel = 3) @BatchNorm @Relu @Pool(size = 2) @Flatten @Dense(units = 33) @Tanh
          Layer everything();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared WIDE =
      new Declared(
          "Wide",
          "3, 13, 17",
          """
          @Conv(filters = 31, kernel = 3, padding = 1) @Relu Layer a();
          @Conv(filters = 65, kernel = 3, stride = 2) @BatchNorm @Relu Layer b();
          @Conv(filters = 33, kernel = 1) @Relu Layer c();
          @Conv(filters = 66, kernel = 3, padding = 1, groups = 33) @Relu @GlobalPool Layer d();
          @Dense(units = 11) Layer logits();
          """);

  private static final List<Declared> BY_HAND =
      List.of(
          LENET5,
          SMALL,
          FUSED_ACTIVATIONS,
          FREE_ACTIVATIONS,
          MAX_POOLS,
          AVERAGE_POOLS,
          GLOBAL_POOLS,
          CONVOLUTIONS,
          GROUPS,
          BATCH_NORMS,
          SOFTMAXES,
          DROPOUTS,
          IMAGE_TO_IMAGE,
          ONE_PIXEL,
          FLATTEN_FIRST,
          MANY_IN_ONE,
          WIDE);

  private static final List<Declared> ALL =
      Stream.concat(BY_HAND.stream(), LongStream.rangeClosed(1, 12).mapToObj(RandomNetwork::draw))
          .toList();

  private Networks() {}

  /** Returns all of them, and twelve drawn at random. */
  static List<Declared> all() {
    return ALL;
  }
}
