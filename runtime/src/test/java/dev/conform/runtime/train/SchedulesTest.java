package dev.conform.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {

  static List<Recorded> recorded() {
    return Recorded.read("schedules.json");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void agreesWithPyTorch(Recorded recorded) {
    Schedule schedule =
        switch (recorded.name()) {
          case "step 3 0.1" -> Schedules.step(3, 0.1);
          case "step 1 0.97" -> Schedules.step(1, 0.97);
          case "cosine 10" -> Schedules.cosine(10);
          case "cosine 7 0.001" -> Schedules.cosine(7, 0.001);
          case "warmUp 4 constant" -> Schedules.warmUp(4, Schedules.constant());
          case "warmUp 5 0.01 constant" -> Schedules.warmUp(5, 0.01, Schedules.constant());
          case "warmUp 4 cosine 12" -> Schedules.warmUp(4, Schedules.cosine(12));
          case "warmUp 3 step 2 0.5" -> Schedules.warmUp(3, Schedules.step(2, 0.5));
          default -> throw new AssertionError(recorded);
        };
    double[] rates = recorded.doubles("rates");
    for (int time = 0; time < rates.length; time++) {
      // PyTorch multiplies from step to step where it can; its roundings add up.
      assertEquals(rates[time], schedule.at(recorded.number("base"), time), 1e-14, "time " + time);
    }
  }

  @Test
  void warmUpsNest() {
    Schedule schedule = Schedules.warmUp(2, 0, Schedules.warmUp(2, 0.5, Schedules.constant()));
    double[] expected = {0, 0.5, 0.5, 0.75, 1, 1};
    for (int time = 0; time < expected.length; time++) {
      assertEquals(expected[time], schedule.at(1, time), 1e-15);
    }
  }

  @Test
  void timesAndFactorsAreChecked() {
    Schedule then = Schedules.constant();
    assertThrows(IllegalArgumentException.class, () -> Schedules.step(0, 0.1));
    assertThrows(IllegalArgumentException.class, () -> Schedules.step(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Schedules.step(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Schedules.cosine(0));
    assertThrows(IllegalArgumentException.class, () -> Schedules.cosine(3, -1));
    assertThrows(IllegalArgumentException.class, () -> Schedules.warmUp(0, then));
    assertThrows(IllegalArgumentException.class, () -> Schedules.warmUp(1, 1.5, then));
  }
}
