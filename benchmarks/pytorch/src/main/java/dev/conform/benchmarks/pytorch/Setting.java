package dev.conform.benchmarks.pytorch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How PyTorch is set up.
 *
 * @param layout of images, weights and activations
 * @param optimisation of the module
 */
record Setting(Layout layout, Optimisation optimisation) {

  /** Where the channels of a pixel lie. */
  enum Layout {
    CONTIGUOUS,
    CHANNELS_LAST
  }

  /** What is done with a module before inference. */
  enum Optimisation {
    NONE,
    FREEZE,
    OPTIMIZE_FOR_INFERENCE
  }

  static List<Setting> ofTraining() {
    return Arrays.stream(Layout.values())
        .map(layout -> new Setting(layout, Optimisation.NONE))
        .toList();
  }

  static List<Setting> ofInference() {
    return Arrays.stream(Layout.values())
        .flatMap(
            layout ->
                Arrays.stream(Optimisation.values())
                    .filter(optimisation -> optimisation != Optimisation.NONE)
                    .map(optimisation -> new Setting(layout, optimisation)))
        .toList();
  }

  static Setting parse(String text) {
    return Stream.concat(ofTraining().stream(), ofInference().stream())
        .filter(setting -> setting.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown setting " + text));
  }

  /** Returns, for example, {@code channels_last freeze}: the words that PyTorch uses. */
  @Override
  public String toString() {
    String words = optimisation == Optimisation.NONE ? "" + layout : layout + " " + optimisation;
    return words.toLowerCase(Locale.ROOT);
  }
}
