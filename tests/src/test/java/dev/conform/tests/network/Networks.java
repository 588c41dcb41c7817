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
          @Dense(units = 2) @Relu6 Layer j();
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
          @BatchNorm @Relu6 Layer afterNorm6();
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

  private static final Declared RESIDUAL_IDENTITY =
      new Declared(
          "ResidualIdentity",
          "3, 9, 7",
          """
          @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();
          @Residual(block = BasicBlock.class, width = 8, shortcut = Shortcut.IDENTITY) Layer one();
          @Residual(block = BasicBlock.class, width = 8, repeat = 3) Layer many();
          @GlobalPool @Dense(units = 4) Layer logits();
          """);

  private static final Declared RESIDUAL_PROJECTION =
      new Declared(
          "ResidualProjection",
          "3, 13, 10",
          """
          @Conv(filters = 4, kernel = 3) @BatchNorm @Relu Layer stem();
          @Residual(block = BasicBlock.class, width = 6, stride = 2, repeat = 2) Layer norms();
          @Residual(block = Bottleneck.class, width = 3, shortcut = Shortcut.PROJECTION, repeat = 2) Layer first();
          @Residual(block = Linear.class, width = 5, stride = 2, repeat = 2) Layer biases();
          @Residual(block = PreActivation.class, width = 7, activation = SumActivation.NONE, repeat = 2) Layer before();
          @Dense(units = 4) Layer logits();
          """);

  private static final Declared RESIDUAL_ZERO_PAD =
      new Declared(
          "ResidualZeroPad",
          "3, 11, 14",
          """
          @Residual(block = BasicBlock.class, width = 5, shortcut = Shortcut.ZERO_PAD) Layer wider();
          @Residual(block = BasicBlock.class, width = 8, stride = 2, repeat = 2, shortcut = Shortcut.ZERO_PAD) Layer smaller();
          @Residual(block = Linear.class, width = 8, stride = 2, shortcut = Shortcut.ZERO_PAD) Layer sameWidth();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared RESIDUAL_MATCHING =
      new Declared(
          "ResidualMatching",
          "3, 12, 9",
          """
          @Conv(filters = 4, kernel = 3, stride = 2, padding = 1) @Relu Layer stem();
          @Residual(block = InvertedResidual.class, width = 5, stride = 2, repeat = 3, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer inverted();
          @Residual(block = Linear.class, width = 5, repeat = 2, shortcut = Shortcut.MATCHING) Layer same();
          @GlobalPool @Dense(units = 3) Layer logits();
          """);

  /** The gradient of a sum is that of its terms, unchanged: sums that read sums share it. */
  private static final Declared LINEAR_RESIDUALS =
      new Declared(
          "LinearResiduals",
          "2, 6, 7",
          """
          @Conv(filters = 5, kernel = 3, padding = 1) Layer stem();
          @Residual(block = Linear.class, width = 5, repeat = 4, activation = SumActivation.NONE) Layer chain();
          @Add({"stem", "chain"}) Layer again();
          @Conv(filters = 5, kernel = 1) Layer branch();
          @Add({"again", "branch", "chain"}) Layer three();
          @Dense(units = 3) Layer logits();
          """);

  /** A branch's activation changes the gradient in place, which must not be the shortcut's. */
  private static final Declared ACTIVATED_BRANCHES =
      new Declared(
          "ActivatedBranches",
          "2, 8, 7",
          """
          @Conv(filters = 6, kernel = 3) @Tanh Layer stem();
          @Residual(block = Activated.class, width = 6, kernel = 3, repeat = 2) Layer fused();
          @Residual(block = Smooth.class, width = 6, activation = SumActivation.NONE, repeat = 2) Layer apart();
          @Residual(block = Activated.class, width = 4, kernel = 3, stride = 2, activation = SumActivation.NONE) Layer projected();
          @Dense(units = 3) Layer logits();
          """);

  /** What the shortcut is made of runs after the branch, and is read by others as well. */
  private static final Declared LATE_SHORTCUTS =
      new Declared(
          "LateShortcuts",
          "3, 8, 9",
          """
          @Conv(filters = 6, kernel = 3, padding = 1) @Relu Layer stem();
          @Conv(filters = 6, kernel = 3, padding = 1) Layer branch();
          @From("stem") @Conv(filters = 6, kernel = 1) Layer shortcut();
          @Add({"branch", "shortcut"}) Layer sum();
          @From("shortcut") @Conv(filters = 6, kernel = 1) @Relu Layer reader();
          @Add({"reader", "sum", "stem"}) @Relu Layer three();
          @From("branch") @Conv(filters = 6, kernel = 1) Layer late();
          @Add({"late", "three"}) Layer both();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared FAN_OUT =
      new Declared(
          "FanOut",
          "3, 9, 8",
          """
          @Conv(filters = 4, kernel = 3, padding = 1) @Silu Layer stem();
          @From("stem") @Conv(filters = 4, kernel = 3, padding = 1) @Relu Layer a();
          @From("stem") @Pool(size = 3, stride = 1, padding = 1) Layer b();
          @From("stem") @Conv(filters = 4, kernel = 1) @BatchNorm Layer c();
          @Add({"a", "b", "c"}) @Tanh Layer sum();
          @Add({"sum", "stem"}) @Relu Layer more();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared SELF_SUMS =
      new Declared(
          "SelfSums",
          "3, 6, 5",
          """
          @Conv(filters = 4, kernel = 3, padding = 1) Layer a();
          @Add({"a", "a"}) Layer twice();
          @Conv(filters = 4, kernel = 1) @Tanh Layer b();
          @Add({"b", "twice", "b"}) Layer around();
          @Conv(filters = 4, kernel = 1) Layer c();
          @Add({"c", "c", "c"}) @Relu Layer thrice();
          @Concat({"thrice", "thrice"}) Layer beside();
          @Conv(filters = 3, kernel = 1) Layer d();
          @Add({"input", "d"}) Layer withInput();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared CONCATS =
      new Declared(
          "Concats",
          "3, 10, 9",
          """
          @Conv(filters = 6, kernel = 3) @Relu Layer stem();
          @Concat(branches = {
            @Branch(block = Activated.class, width = 5, kernel = 1),
            @Branch(block = Reduced.class, squeeze = 3, width = 7, kernel = 3),
            @Branch(block = Pooled.class, width = 2)
          }) Layer mixed();
          @Concat({"stem", "mixed", "stem"}) @BatchNorm @Relu Layer again();
          @Conv(filters = 17, kernel = 1) @Concat("stem") Layer behind();
          @Concat("again") Layer alone();
          @Concat({"alone", "behind"}) @Conv(filters = 6, kernel = 3) @Tanh @GlobalPool Layer all();
          @Flatten Layer flat();
          @Dense(units = 5) @Relu Layer units();
          @Concat({"flat", "units"}) @Dense(units = 3) Layer logits();
          """);

  /** Memory keeps a flattened image pixel by pixel, but its units count channel by channel. */
  private static final Declared FLATTENED_JOINS =
      new Declared(
          "FlattenedJoins",
          "3, 4, 5",
          """
          @Conv(filters = 2, kernel = 1) @Flatten Layer a();
          @From("input") @Conv(filters = 4, kernel = 1) @Relu @Flatten Layer b();
          @Concat({"a", "b"}) @BatchNorm @Tanh Layer joined();
          @From("b") @Concat("a") @Add("joined") @LayerNorm Layer sum();
          @Dense(units = 6) @Relu Layer c();
          @From("input") @Conv(filters = 1, kernel = 1) @Flatten Layer inOrder();
          @Concat({"c", "inOrder"}) @GroupNorm(groups = 2) Layer units();
          @Dense(units = 20) @Add("inOrder") @Concat("c") Layer logits();
          """);

  private static final Declared NESTED_BLOCKS =
      new Declared(
          "NestedBlocks",
          "3, 11, 12",
          """
          @Conv(filters = 4, kernel = 3, padding = 1) @Relu Layer stem();
          @Use(block = Stage.class, width = 5, stride = 2) Layer one();
          @Use(block = Stage.class, width = 6, repeat = 2) @Pool(size = 2) Layer two();
          @Use(block = Fire.class, squeeze = 3, width = 4, repeat = 2) Layer fire();
          @Use(block = Branches.class, dims = {4, 3, 5, 2, 4, 3}) Layer inception();
          @GlobalPool @Dense(units = 3) Layer logits();
          """);

  private static final Declared SQUEEZE_EXCITES =
      new Declared(
          "SqueezeExcites",
          "3, 9, 8",
          """
          @SqueezeExcite(ratio = 2) Layer ofInput();
          @Conv(filters = 12, kernel = 3, padding = 1) @BatchNorm @Relu @SqueezeExcite(ratio = 4) Layer relu();
          @Conv(filters = 10, kernel = 1) @SqueezeExcite(activation = SqueezeActivation.SILU) @Tanh Layer silu();
          @Add({"silu", "silu"}) @SqueezeExcite(ratio = 5) @Conv(filters = 33, kernel = 3) Layer between();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared STOCHASTIC_DEPTHS =
      new Declared(
          "StochasticDepths",
          "2, 7, 8",
          """
          @Conv(filters = 5, kernel = 3, padding = 1) @Relu Layer stem();
          @Residual(block = Deep.class, width = 5, repeat = 3) Layer same();
          @Residual(block = InvertedBottleneck.class, width = 6, kernel = 3, stride = 2, repeat = 3, shortcut = Shortcut.MATCHING,
              activation = SumActivation.NONE) Layer linear();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared DROPPED_BRANCHES =
      new Declared(
          "DroppedBranches",
          "2, 7, 6",
          """
          @Conv(filters = 5, kernel = 3, padding = 1) @Relu @Dropout(0.2) Layer stem();
          @Residual(block = Dropped.class, width = 5, repeat = 2) Layer blocks();
          @Concat(branches = {
            @Branch(block = Dropped.class, width = 3),
            @Branch(block = Dropped.class, width = 4)
          }) @Dropout(0.3) Layer branches();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared DEPTHWISE =
      new Declared(
          "Depthwise",
          "5, 11, 10",
          """
          @DepthwiseConv(kernel = 3, padding = 1) @Relu Layer same();
          @DepthwiseConv(kernel = {5, 3}, stride = 2, padding = {2, 1}, multiplier = 3, bias = false) @BatchNorm @Silu Layer multiplied();
          @DepthwiseConv(kernel = 2, padding = Padding.SAME, dilation = 2) @Tanh Layer dilated();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared TRANSPOSED_CONVS =
      new Declared(
          "TransposedConvs",
          "3, 5, 4",
          """
          @TransposedConv(filters = 6, kernel = 2, stride = 2) @Relu Layer twice();
          @TransposedConv(filters = 4, kernel = {3, 4}, stride = {2, 3}, padding = {1, 0}, outputPadding = {1, 2}) @BatchNorm @Tanh Layer uneven();
          @TransposedConv(filters = 6, kernel = 3, padding = {0, 1, 2, 1}, dilation = {1, 2}, groups = 2, bias = false) @Silu Layer groups();
          @Pool(mode = PoolMode.AVERAGE, size = 4) Layer pool();
          @TransposedConv(filters = 5, kernel = 1) Layer pointwise();
          @TransposedConv(filters = 2, kernel = 3, stride = 1) @Sigmoid Layer image();
          """);

  private static final Declared UPSAMPLES =
      new Declared(
          "Upsamples",
          "3, 5, 4",
          """
          @Conv(filters = 4, kernel = 3, padding = 1) @Relu Layer stem();
          @Upsample(factor = 2) Layer nearest();
          @Conv(filters = 5, kernel = 3) @Tanh Layer middle();
          @Upsample(factor = {3, 2}, mode = UpsampleMode.BILINEAR) Layer bilinear();
          @Pool(mode = PoolMode.AVERAGE, size = {6, 4}) Layer smaller();
          @Concat({"smaller", "smaller"}) @Upsample(factor = {1, 3}) @Conv(filters = 2, kernel = 2) Layer image();
          """);

  private static final Declared ZERO_PADS =
      new Declared(
          "ZeroPads",
          "3, 6, 5",
          """
          @ZeroPad(2) @Conv(filters = 4, kernel = 3, stride = 2) @Relu Layer square();
          @ZeroPad({1, 0}) @Pool(size = 2, stride = 1) Layer rows();
          @ZeroPad({0, 1, 2, 3}) @BatchNorm Layer sides();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared LOCAL_RESPONSE_NORMS =
      new Declared(
          "LocalResponseNorms",
          "3, 7, 6",
          """
          @LocalResponseNorm(alpha = 0.5) Layer ofInput();
          @Conv(filters = 9, kernel = 3) @Relu @LocalResponseNorm(alpha = 0.3, beta = 0.6, k = 2) @Pool(size = 2) Layer odd();
          @Conv(filters = 21, kernel = 1) @LocalResponseNorm(size = 4, alpha = 1, beta = 0.5) @Tanh Layer even();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared CHANNEL_NORMS =
      new Declared(
          "ChannelNorms",
          "4, 7, 6",
          """
          @LayerNorm Layer ofInput();
          @Conv(filters = 12, kernel = 3, padding = 1) @GroupNorm(groups = 4) @Relu Layer groups();
          @Conv(filters = 18, kernel = 3) @GroupNorm(groups = 1, epsilon = 1e-2) @Silu Layer whole();
          @Conv(filters = 18, kernel = 1) @GroupNorm(groups = 18, affine = false) Layer instance();
          @Conv(filters = 35, kernel = 1) @LayerNorm(epsilon = 1e-3) @Tanh Layer pixels();
          @GlobalPool @Flatten @LayerNorm(affine = false) Layer units();
          @Dense(units = 20) @GroupNorm(groups = 2) @Tanh Layer unitGroups();
          @Dense(units = 9) @LayerNorm Layer logits();
          """);

  /** LeCun et al. 1998, section II.B: trained subsampling and the scaled tangent. */
  private static final Declared SCALES =
      new Declared(
          "Scales",
          "2, 12, 9",
          """
          @Scale Layer ofInput();
          @Conv(filters = 6, kernel = 3) @ScaledTanh Layer c1();
          @Pool(mode = PoolMode.AVERAGE, size = 2) @Scale @ScaledTanh Layer s2();
          @Conv(filters = 5, kernel = 2) @Scale @ScaledTanh Layer c3();
          @Dense(units = 7) @ScaledTanh @Scale Layer f6();
          @Dense(units = 3) Layer logits();
          """);

  private static final Declared MANY_ENDS =
      new Declared(
          "ManyEnds",
          "3, 8, 7",
          """
          @Conv(filters = 4, kernel = 3, padding = 1) @Tanh Layer stem();
          @Input({2, 8, 7}) Layer depth();
          @Conv(filters = 4, kernel = 1) @Tanh Layer fromDepth();
          @Add({"stem", "fromDepth"}) @Output(weight = 0.3) Layer sum();
          @Conv(filters = 5, kernel = 3) @Relu Layer deep();
          @Input({6, 1, 1}) Layer side();
          @From("deep") @GlobalPool @Dense(units = 3) @Output(trainingOnly = true) Layer early();
          @From("side") @Flatten @Concat("early") @Dense(units = 7) @Relu Layer units();
          @From("deep") @Conv(filters = 2, kernel = 1) @Output Layer mask();
          @From("deep") @Dense(units = 7) @Add("units") Layer logits();
          """);

  /** Inference leaves out blocks that share a class, and the sum behind them. */
  private static final Declared RESIDUAL_HEAD =
      new Declared(
          "ResidualHead",
          "3, 8, 7",
          """
          @Conv(filters = 8, kernel = 3, padding = 1) @Relu Layer stem();
          @Residual(block = BasicBlock.class, width = 8, repeat = 3) Layer head();
          @GlobalPool @Dense(units = 3) @Output(weight = 0.3, trainingOnly = true) Layer helper();
          @From("stem") @Conv(filters = 5, kernel = 3) @Relu Layer deep();
          @GlobalPool @Dense(units = 3) Layer logits();
          """);

  /** Of so many channels that the planner chooses Winograd's transforms. */
  private static final Declared TRANSFORMED =
      new Declared(
          "Transformed",
          "3, 9, 8",
          """
          @Conv(filters = 64, kernel = 3, padding = 1) @Relu Layer first();
          @Conv(filters = 64, kernel = 3, padding = 1) @Silu Layer three();
          @Conv(filters = 64, kernel = 5, padding = 2) @BatchNorm @Relu Layer five();
          @Conv(filters = 64, kernel = 3) @Tanh Layer valid();
          @GlobalPool @Dense(units = 3) Layer logits();
          """);

  /** LeCun et al. 1998, table I, for fewer maps. */
  private static final Declared CONNECTIONS =
      new Declared(
          "Connections",
          "3, 9, 8",
          """
          @Conv(filters = 4, kernel = 3) @ScaledTanh Layer c1();
          @Conv(filters = 5, kernel = 3, padding = 1, connections = {"X..XX", "XX..X", ".XX.X", "..XXX"}) @Relu Layer c3();
          @Conv(filters = 3, kernel = 1, connections = {"X..", ".X.", "..X", "XX.", ".XX"}, bias = false) Layer pointwise();
          @Dense(units = 3) Layer logits();
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
          WIDE,
          RESIDUAL_IDENTITY,
          RESIDUAL_PROJECTION,
          RESIDUAL_ZERO_PAD,
          RESIDUAL_MATCHING,
          LINEAR_RESIDUALS,
          ACTIVATED_BRANCHES,
          LATE_SHORTCUTS,
          FAN_OUT,
          SELF_SUMS,
          CONCATS,
          FLATTENED_JOINS,
          NESTED_BLOCKS,
          SQUEEZE_EXCITES,
          STOCHASTIC_DEPTHS,
          DROPPED_BRANCHES,
          DEPTHWISE,
          TRANSPOSED_CONVS,
          UPSAMPLES,
          ZERO_PADS,
          LOCAL_RESPONSE_NORMS,
          CHANNEL_NORMS,
          SCALES,
          MANY_ENDS,
          RESIDUAL_HEAD,
          TRANSFORMED,
          CONNECTIONS);

  private static final List<Declared> ALL =
      Stream.concat(BY_HAND.stream(), LongStream.rangeClosed(1, 20).mapToObj(RandomNetwork::draw))
          .toList();

  private Networks() {}

  /** Returns those that are declared here, and twenty drawn at random. */
  static List<Declared> all() {
    return ALL;
  }

  /** Returns the examples, narrower. */
  static List<Declared> literature() {
    return Literature.NETWORKS;
  }

  /** Returns all, and the examples. */
  static List<Declared> withLiterature() {
    return Stream.concat(ALL.stream(), Literature.NETWORKS.stream()).toList();
  }
}
