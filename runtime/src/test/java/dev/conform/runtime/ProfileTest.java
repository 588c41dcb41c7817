package dev.conform.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private static final String CONV = "conv 3×3 (direct), relu";

  private static PassProfile pass(
      Pass pass, double milliseconds, double before, List<StepProfile> steps) {
    double share = 1 - steps.stream().mapToDouble(StepProfile::share).sum();
    StepProfile rest = new StepProfile(-1, "", "between steps", share * milliseconds, share, 0, 0);
    return new PassProfile(pass, 64, 1_200, 256, milliseconds, before, steps, List.of(rest));
  }

  /** 10⁹ operations in 2 ms are 500 GFLOP/s; 50 MB in 2 ms are 25 GB/s. */
  @Test
  void speedsComeFromTimes() {
    StepProfile step = new StepProfile(0, "c1", CONV, 2, 0.5, 500_000_000, 50_000_000);
    assertEquals(500, step.gflops(), 1e-9);
    assertEquals(25, step.gigabytesPerSecond(), 1e-9);
    assertEquals(0, new StepProfile(0, "c1", CONV, 0, 0, 5, 5).gflops());
  }

  @Test
  void inferenceIsATable() {
    Profile profile =
        new Profile(
            "Net",
            List.of(
                pass(
                    Pass.INFERENCE,
                    4,
                    0,
                    List.of(
                        new StepProfile(0, "c1", CONV, 3, 0.75, 500_000_000, 50_000_000),
                        new StepProfile(1, "c1", "max pool 2×2", 0.9, 0.225, 0, 9_000_000)))));
    assertEquals(
        """
        Net, inference, 64 images: medians of 256 among 1,200 passes
        layer          operation                  share     ms  GFLOP/s    MB  GB/s
        c1             conv 3×3 (direct), relu   75.0 %   3.00    333.3  50.0  16.7
                       max pool 2×2              22.5 %  0.900           9.00  10.0
        between steps                             2.5 %  0.100
        total                                   100.0 %   4.00    250.0  59.0  14.8
        """,
        profile.text());
  }

  @Test
  void trainingHasBothDirectionsInOneTable() {
    StepProfile forward = new StepProfile(0, "c1", CONV, 3, 0.75, 300_000_000, 30_000_000);
    StepProfile backward = new StepProfile(0, "c1", CONV, 12, 1, 600_000_000, 45_000_000);
    Profile profile =
        new Profile(
            "Net",
            List.of(
                pass(Pass.FORWARD, 4, 0.25, List.of(forward)),
                pass(Pass.BACKWARD, 12, 0.0125, List.of(backward))));
    // c1: ¾ of 4 ms and all of 12 ms are 15 of 16; 75 MB in 15 ms are 5 GB/s.
    assertEquals(
        """
        Net, training, 64 images: medians of 256 among 1,200 passes
        layer          operation                  share  forward ms  GFLOP/s  backward ms  GFLOP/s    MB  GB/s
        c1             conv 3×3 (direct), relu   93.8 %        3.00    200.0         12.0    100.0  75.0   5.0
        between steps                             6.3 %        1.00                     0
        total                                   100.0 %        4.00    150.0         12.0    100.0  75.0   4.7
        beside it: 0.0125 ms before backward (losses), 0.250 ms before forward (optimizer, next batch)
        """,
        profile.text());
  }

  @Test
  void nothingIsSaidWhereNothingRan() {
    assertEquals("Net: nothing has run yet\n", new Profile("Net", List.of()).text());
  }
}
