package dev.conform.runtime.train;

import static dev.conform.runtime.train.Clouds.TINY;
import static dev.conform.runtime.train.Clouds.clouds;
import static dev.conform.runtime.train.Clouds.model;
import static dev.conform.runtime.train.Clouds.parameters;
import static dev.conform.runtime.train.Clouds.trainer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.Shape;
import dev.conform.runtime.data.ImageDataset;
import dev.conform.runtime.data.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NaN and infinity end a training, are named, and change nothing. */
class DivergenceTest {

  @ParameterizedTest
  @CsvSource({"first, NaN", "last, NaN", "first, Infinity", "last, -Infinity"})
  void aNanInALayerNamesIt(String layer, float value) {
    try (TinyModel model = model(4)) {
      float[] values = model.layer(layer).parameters().get(0).values();
      values[1] = value;
      model.layer(layer).parameters().get(0).set(values);
      DivergedException diverged = diverged(trainer(model, 0.1), clouds(10, 1));
      assertEquals(layer, diverged.layer());
      assertEquals(List.of(1, 1), List.of(diverged.epoch(), diverged.step()));
      String message = String.valueOf(diverged.getMessage());
      assertTrue(message.startsWith("Tiny in epoch 1, step 1: "), message);
      assertTrue(message.contains("; layer " + layer + " is the first with"), message);
    }
  }

  private static DivergedException diverged(Trainer trainer, ImageDataset data) {
    return assertThrows(DivergedException.class, () -> trainer.fit(data));
  }

  @Test
  void aNanInAnImageNamesTheImage() {
    float[] pixels = new float[20];
    pixels[13] = Float.NaN;
    ImageDataset data =
        ImageDataset.ofFloats(Shape.image(1, 1, 2), pixels, Targets.ofLabels(new int[10], 3));
    try (TinyModel model = model(4)) {
      float[] before = parameters(model);
      DivergedException diverged = diverged(trainer(model, TINY), data);
      assertEquals("input", diverged.layer());
      String message = String.valueOf(diverged.getMessage());
      assertTrue(message.contains("image 6 of the data holds a NaN"), message);
      assertArrayEquals(before, parameters(model));
    }
  }

  /** The loss is finite, but a product in the backward pass overflows a float. */
  @ParameterizedTest
  @CsvSource({
    "1e20, 1e10, last, false",
    "1, 1e30, first, false",
    "1e20, 1e10, last, true",
    "1, 1e30, first, true"
  })
  void aGradientThatOverflowsNamesItsLayerAndChangesNothing(
      float firstWeight, float lastWeight, String layer, boolean isAddedToVelocity) {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1), new float[] {1}, Targets.ofVectors(new float[] {0}, 1));
    try (TinyModel model = TinyModel.builder(1, 1).build()) {
      model.parameters().get(0).set(new float[] {firstWeight, 0, 0});
      model.parameters().get(1).set(new float[] {lastWeight, 0, 0});
      float[] before = parameters(model);
      Optimizer optimizer = isAddedToVelocity ? Sgd.of(0.1).momentum(0.9) : Adam.of(0.1);
      Trainer trainer = Trainer.of(model).loss(Losses.meanSquaredError()).optimizer(optimizer);
      DivergedException diverged = diverged(trainer, data);
      assertEquals(layer, diverged.layer());
      assertArrayEquals(before, parameters(model));
      // Nothing of it is left for the next training.
      model.parameters().get(0).set(new float[] {1, 0, 0});
      model.parameters().get(1).set(new float[] {1, 0, 0});
      trainer.fit(data);
    }
  }

  @Test
  void anUpdateThatOverflowsNamesItsLayer() {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1), new float[] {1}, Targets.ofVectors(new float[] {1e30f}, 1));
    try (TinyModel model = TinyModel.builder(1, 1).build()) {
      model.parameters().get(0).set(new float[] {1, 0, 0});
      model.parameters().get(1).set(new float[3]); // no gradient for the first layer
      Trainer trainer = trainer(model, 1e20).loss(Losses.meanSquaredError());
      DivergedException diverged = diverged(trainer, data);
      assertEquals("last", diverged.layer());
      String message = String.valueOf(diverged.getMessage());
      assertTrue(message.contains("The step has been carried out"), message);
    }
  }

  @Test
  void aRateThatIsTooLargeDiverges() {
    ImageDataset data =
        ImageDataset.ofFloats(
            Shape.image(1, 1, 1), new float[] {1}, Targets.ofVectors(new float[] {3}, 1));
    try (TinyModel model = TinyModel.builder(1, 1).build()) {
      Trainer trainer =
          Trainer.of(model).loss(Losses.meanSquaredError()).optimizer(Sgd.of(100)).epochs(100);
      DivergedException diverged = diverged(trainer, data);
      assertTrue(diverged.epoch() > 1);
      for (float value : parameters(model)) {
        assertTrue(Float.isFinite(value));
      }
    }
  }
}
