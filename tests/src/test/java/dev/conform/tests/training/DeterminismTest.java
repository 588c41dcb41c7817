package dev.conform.tests.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.conform.runtime.Model;
import dev.conform.runtime.ModelBuilder;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.train.Adam;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seeds give the same bits, on the same machine with the same number of threads. */
class DeterminismTest {

  static Stream<Arguments> networks() {
    return Stream.of(1, 2, 3)
        .flatMap(
            threads ->
                Stream.of(
                    Arguments.of("batch norm", threads, networkOf(TrajectoryNetModel::builder)),
                    Arguments.of("dropout", threads, networkOf(DropoutNetModel::builder))));
  }

  private static Supplier<ModelBuilder<? extends Model>> networkOf(
      Supplier<ModelBuilder<? extends Model>> builder) {
    return builder;
  }

  @ParameterizedTest(name = "{0}, {1} threads")
  @MethodSource("networks")
  void theSameSeedsGiveTheSameBits(
      String what, int threads, Supplier<ModelBuilder<? extends Model>> builder) {
    List<float[]> first = trained(builder.get().threads(threads).seed(1), 2);
    List<float[]> again = trained(builder.get().threads(threads).seed(1), 2);
    assertEquals(first.size(), again.size());
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(first.get(i), again.get(i), what);
    }
    float[] weight = first.get(0);
    assertFalse(
        Arrays.equals(weight, trained(builder.get().threads(threads).seed(1), 3).get(0)),
        "another order of the images");
    assertFalse(
        Arrays.equals(weight, trained(builder.get().threads(threads).seed(2), 2).get(0)),
        "other starting values");
  }

  private static List<float[]> trained(ModelBuilder<? extends Model> builder, long seed) {
    try (Model model = builder.batchSize(16).build()) {
      Trainer.of(model)
          .loss(Losses.crossEntropy())
          .optimizer(Adam.of(0.01))
          .epochs(2)
          .seed(seed)
          .fit(TrainingFaultsTest.noise(model, 70, 9));
      return model.parameters().stream().map(Parameter::values).toList();
    }
  }
}
