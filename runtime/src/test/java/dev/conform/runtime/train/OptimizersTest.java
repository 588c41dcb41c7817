package dev.conform.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {

  static List<Recorded> recorded() {
    return Recorded.read("optimizers.json");
  }

  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd" -> Sgd.of(0.1);
      case "sgd decay" -> Sgd.of(0.05).weightDecay(0.1);
      case "sgd momentum" -> Sgd.of(0.1).momentum(0.9);
      case "sgd momentum decay" -> Sgd.of(0.1).momentum(0.8).weightDecay(5e-4);
      case "sgd nesterov" -> Sgd.of(0.02).momentum(0.9).nesterov().weightDecay(0.01);
      case "adam" -> Adam.of(1e-3);
      case "adam decay" -> Adam.of(0.01).betas(0.8, 0.99).epsilon(1e-6).weightDecay(0.05);
      case "adamw" -> AdamW.of(1e-3);
      case "adamw decay" -> AdamW.of(0.02).betas(0.7, 0.95).epsilon(1e-5).weightDecay(0.2);
      default -> throw new AssertionError(name);
    };
  }

  /** Twelve steps with gradients of 1e-6 to 1e2, each compared after it. */
  @ParameterizedTest
  @MethodSource("recorded")
  void followsPyTorch(Recorded recorded) {
    Optimizer optimizer = optimizer(recorded.name());
    follows(recorded, optimizer);
    if (optimizer instanceof Sgd sgd) {
      follows(recorded, sgd.keepGradients());
    }
  }

  private static void follows(Recorded recorded, Optimizer optimizer) {
    float[] start = recorded.floats("start");
    try (GivenGradients model = GivenGradients.of(start.length);
        OptimizerState state = optimizer.start(model)) {
      model.parameterMemory().copyFrom(start);
      float[] largest = start.clone();
      for (int step = 0; step < 12; step++) {
        Recorded expected = recorded.cases("steps").get(step);
        model.pass(expected.floats("gradient"));
        state.step(optimizer.learningRate());
        float[] parameters = new float[start.length];
        model.parameterMemory().copyTo(parameters);
        float[] wanted = expected.floats("parameters");
        for (int i = 0; i < wanted.length; i++) {
          // A rounding stays as large as it was when a parameter comes back towards zero.
          largest[i] = Math.max(Math.abs(largest[i]), Math.abs(wanted[i]));
          double tolerance = 1e-6 * Math.max(largest[i], 1e-2);
          assertEquals(wanted[i], parameters[i], tolerance, "step " + step + ", value " + i);
        }
      }
    }
  }

  @Test
  void parametersBetweenOthersStayZero() {
    for (Optimizer optimizer : List.of(Sgd.of(1).momentum(0.9), Adam.of(1), AdamW.of(1))) {
      try (TinyModel model = TinyModel.builder(5, 2).build();
          OptimizerState state = optimizer.start(model)) {
        for (int step = 0; step < 3; step++) {
          model.forward(new float[] {1, 2, 3, 4, 5}, Mode.TRAINING);
          model.backward(new float[] {1, 2});
          state.step(1);
        }
        assertEquals(0, model.parameterMemory().get(15), optimizer + ", alignment");
      }
    }
  }

  @Test
  void aStateClosesTwiceAndBelongsToOneTraining() {
    Adam adam = Adam.of(0.1);
    float[] first = oneStep(adam);
    float[] second = oneStep(adam);
    assertEquals(first[0], second[0]);
  }

  private static float[] oneStep(Optimizer optimizer) {
    try (TinyModel model = TinyModel.builder(5, 2).seed(1).build()) {
      OptimizerState state = optimizer.start(model);
      model.forward(new float[] {1, 2, 3, 4, 5}, Mode.TRAINING);
      model.backward(new float[] {1, 2});
      state.step(optimizer.learningRate());
      state.close();
      state.close();
      return model.parameters().get(0).values();
    }
  }

  @Test
  void momentumKeepsGradientsOnlyIfItIsTold() {
    Sgd momentum = Sgd.of(1).momentum(0.5);
    try (GivenGradients model = GivenGradients.of(1)) {
      try (OptimizerState state = momentum.start(model)) {
        model.pass(new float[] {4});
        refuses("all.weight has no gradient: ", model.parameters().get(0)::gradient);
        refuses("the model has no gradient: ", model::gradientMemory);
        refuses("Given is being trained by another optimizer", () -> momentum.start(model));
        refuses(
            "Given: the gradients of the last backward pass", () -> model.pass(new float[] {8}));
        state.step(1); // velocity 4
        refuses("Given: the last step has used up", () -> state.step(1));
        model.pass(new float[] {8});
        state.step(1); // velocity 10
        assertEquals(-14, model.parameters().get(0).values()[0]);
      }
      refuses("all.weight has no gradient: ", model.parameters().get(0)::gradient);
      for (Optimizer optimizer :
          List.of(momentum.keepGradients(), momentum.nesterov(), Sgd.of(1))) {
        try (OptimizerState state = optimizer.start(model)) {
          for (float gradient : new float[] {3, 5}) {
            model.pass(new float[] {-1});
            model.pass(new float[] {gradient}); // in place of the one before
            state.step(1);
            assertEquals(gradient, model.parameters().get(0).gradient()[0], optimizer.toString());
          }
        }
      }
      // A velocity that starts anew.
      model.parameters().get(0).set(new float[1]);
      try (OptimizerState state = momentum.start(model)) {
        model.pass(new float[] {2});
        state.step(1);
        assertEquals(-2, model.parameters().get(0).values()[0]);
      }
    }
  }

  private static void refuses(String message, Executable call) {
    String said = String.valueOf(assertThrows(IllegalStateException.class, call).getMessage());
    assertTrue(said.startsWith(message), said);
  }

  @Test
  void aModelForInferenceHasNothingToOptimize() {
    try (TinyModel model = TinyModel.builder(5, 2).inferenceOnly().build()) {
      for (Optimizer optimizer :
          List.of(Sgd.of(1), Sgd.of(1).momentum(0.9), Adam.of(1), AdamW.of(1))) {
        assertThrows(IllegalStateException.class, () -> optimizer.start(model));
      }
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    refused(() -> Sgd.of(0), "learning rate 0.0: it must be above 0 and finite");
    refused(() -> Adam.of(Double.NaN), "learning rate NaN: it must be above 0 and finite");
    refused(() -> AdamW.of(-1), "learning rate -1.0: it must be above 0 and finite");
    refused(() -> Sgd.of(1).momentum(1), "momentum 1.0: it must be from 0 to below 1");
    refused(() -> Sgd.of(1).nesterov(), "nesterov needs a momentum: Sgd.of(lr).momentum(0.9)");
    refused(() -> Adam.of(1).betas(1, 0.9), "beta1 1.0: it must be from 0 to below 1");
    refused(() -> Adam.of(1).betas(0, -0.1), "beta2 -0.1: it must be from 0 to below 1");
    refused(() -> AdamW.of(1).epsilon(0), "epsilon 0.0: it must be above 0 and finite");
    refused(
        () -> AdamW.of(1).weightDecay(-1), "weight decay -1.0: it must be 0 or more, and finite");
  }

  private static void refused(Runnable making, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }
}
