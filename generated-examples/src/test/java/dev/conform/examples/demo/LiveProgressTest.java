package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.runtime.train.Epoch;
import dev.conform.runtime.train.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LiveProgressTest {

  private static String train(boolean live) throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (LiveProgress progress = new LiveProgress(out, live)) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        for (int step = 1; step <= 4; step++) {
          Thread.sleep(150); // longer than a redraw
          progress.onStep(new Step(epoch, 2, step, 4, 64, 0.5, 0.25, 1e-3, 12_345));
        }
        progress.onEpoch(new Epoch(epoch, 0.25, 0.75, 0.125, 0.875, 1e-3, 1.5));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalSeesABarThatMoves() throws InterruptedException {
    String text = train(true);
    for (String part :
        new String[] {"epoch 1/2", "4/4", "epoch 2/2", "12,345 images/s", "loss 0.2500", "\r"}) {
      assertTrue(text.contains(part), () -> part + " is missing in " + text);
    }
    assertTrue(text.contains("epoch  2   training loss 0.2500 accuracy 0.7500"), text);
  }

  @Test
  void aPipeSeesTheEpochsOnly() throws InterruptedException {
    assertEquals(
        "epoch  1   training loss 0.2500 accuracy 0.7500   validation loss 0.1250 accuracy 0.8750   1.5 s"
            + System.lineSeparator()
            + "epoch  2   training loss 0.2500 accuracy 0.7500   validation loss 0.1250 accuracy 0.8750   1.5 s"
            + System.lineSeparator(),
        train(false));
  }
}
