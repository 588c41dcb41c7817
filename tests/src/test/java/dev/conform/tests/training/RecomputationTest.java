package dev.conform.tests.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Model;
import dev.conform.runtime.Parameter;
import dev.conform.runtime.train.Losses;
import dev.conform.runtime.train.Sgd;
import dev.conform.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed again on the way back is what was there: training comes to the same bits. */
class RecomputationTest {

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3})
  void aNetworkLearnsTheSameWhetherItsResultsAreKeptOrComputedAgain(int threads) {
    try (Model hidden =
            RecomputationNets_HiddenModel.builder().batchSize(5).threads(threads).build();
        Model shown =
            RecomputationNets_ShownModel.builder().batchSize(5).threads(threads).build()) {
      assertTrue(recomputes(hidden));
      assertFalse(recomputes(shown));
      assertEquals(hidden.parameters().size(), shown.parameters().size());
      for (int i = 0; i < hidden.parameters().size(); i++) {
        shown.parameters().get(i).set(hidden.parameters().get(i).values());
      }
      float[] start = hidden.parameters().get(0).values();
      List<float[]> again = trained(hidden);
      List<float[]> kept = trained(shown);
      assertFalse(Arrays.equals(start, again.get(0)), "it has learnt");
      for (int i = 0; i < kept.size(); i++) {
        assertArrayEquals(kept.get(i), again.get(i), hidden.parameters().get(i).name());
      }
    }
  }

  /** Tells whether the generated class has methods that compute results again. */
  private static boolean recomputes(Model model) {
    return Stream.concat(
            Stream.of(model.getClass()), Arrays.stream(model.getClass().getDeclaredClasses()))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .anyMatch(method -> method.getName().endsWith("Recompute"));
  }

  private static List<float[]> trained(Model model) {
    Trainer.of(model)
        .loss(Losses.crossEntropy())
        .optimizer(Sgd.of(0.05).momentum(0.9))
        .epochs(3)
        .seed(4)
        .fit(TrainingFaultsTest.noise(model, 23, 9));
    return model.parameters().stream().map(Parameter::values).toList();
  }
}
