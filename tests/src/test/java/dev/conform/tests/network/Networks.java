package dev.conform.tests.network;

/** Networks that several tests look at. */
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

  private Networks() {}
}
