package dev.conform.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Writes a profile as tables: texts flush left, numbers flush right. */
final class ProfileText {

  private static final int LEFT_COLUMNS = 2;

  private final List<PassProfile> passes;
  private final List<List<String>> rows = new ArrayList<>();
  private String layer = "";

  private ProfileText(List<PassProfile> passes) {
    this.passes = passes;
  }

  /** Returns one table for inference and one for training, where there was any. */
  static String of(Profile profile) {
    StringBuilder text = new StringBuilder();
    Stream.of(List.of(Pass.INFERENCE), List.of(Pass.FORWARD, Pass.BACKWARD))
        .map(kinds -> kinds.stream().flatMap(kind -> profile.pass(kind).stream()).toList())
        .filter(passes -> !passes.isEmpty())
        .forEach(
            passes -> {
              text.append(text.isEmpty() ? "" : "\n");
              text.append(heading(profile.network(), passes.get(0)));
              text.append(new ProfileText(passes).table());
              text.append(besides(passes));
            });
    return text.isEmpty() ? profile.network() + ": nothing has run yet\n" : text.toString();
  }

  /** Returns for example {@code LeNet5, training, 64 images: medians of 256 among 4,690 passes}. */
  private static String heading(String network, PassProfile pass) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %,d %s: medians of %,d among %,d passes\n",
        network,
        pass.pass() == Pass.INFERENCE ? "inference" : "training",
        pass.images(),
        pass.images() == 1 ? "image" : "images",
        pass.timed(),
        pass.passes());
  }

  private static String besides(List<PassProfile> passes) {
    if (passes.size() == 1) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "beside it: %s ms before backward (losses), %s ms before forward (optimizer, next batch)\n",
        number(passes.get(1).millisecondsBefore()),
        number(passes.get(0).millisecondsBefore()));
  }

  private String table() {
    List<String> head = new ArrayList<>(List.of("layer", "operation", "share"));
    for (PassProfile pass : passes) {
      String direction = passes.size() == 1 ? "" : pass.pass().name().toLowerCase(Locale.ROOT);
      head.add((direction + " ms").strip());
      head.add("GFLOP/s");
    }
    head.addAll(List.of("MB", "GB/s"));
    rows.add(head);
    PassProfile first = passes.get(0);
    Stream.concat(first.steps().stream(), first.others().stream())
        .forEach(step -> add(step, passes.stream().map(pass -> find(pass, step)).toList()));
    add(total(first), passes.stream().map(pass -> Optional.of(total(pass))).toList());
    return aligned();
  }

  /** Returns a step of one pass in another one. */
  private static Optional<StepProfile> find(PassProfile pass, StepProfile wanted) {
    return Stream.concat(pass.steps().stream(), pass.others().stream())
        .filter(step -> step.step() == wanted.step())
        .filter(step -> step.operation().equals(wanted.operation()))
        .findFirst();
  }

  private static StepProfile total(PassProfile pass) {
    return new StepProfile(-1, "", "total", pass.milliseconds(), 1, pass.macs(), pass.bytes());
  }

  /**
   * Adds a row.
   *
   * @param step what it is about
   * @param times of it in each pass
   */
  private void add(StepProfile step, List<Optional<StepProfile>> times) {
    double whole = 0;
    double part = 0;
    for (int i = 0; i < passes.size(); i++) {
      double milliseconds = passes.get(i).milliseconds();
      whole += milliseconds;
      part += times.get(i).map(StepProfile::share).orElse(0.0) * milliseconds;
    }
    List<String> row = new ArrayList<>();
    // What is no step of a layer begins at the left.
    boolean isStep = step.step() >= 0;
    row.add(!isStep ? step.operation() : step.layer().equals(layer) ? "" : step.layer());
    row.add(isStep ? step.operation() : "");
    row.add(whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole));
    for (Optional<StepProfile> time : times) {
      row.add(time.map(StepProfile::milliseconds).map(ProfileText::number).orElse(""));
      row.add(time.map(StepProfile::gflops).map(ProfileText::rate).orElse(""));
    }
    double bytes = sum(times, StepProfile::bytes);
    row.add(bytes == 0 ? "" : number(bytes / 1e6));
    row.add(rate(PassProfile.billions(bytes, sum(times, StepProfile::milliseconds))));
    layer = step.layer();
    rows.add(row);
  }

  private static double sum(
      List<Optional<StepProfile>> times, ToDoubleFunction<StepProfile> value) {
    return times.stream().flatMap(Optional::stream).mapToDouble(value).sum();
  }

  /** Returns three digits or more: {@code 0.00123}, {@code 1.23}, {@code 1,234}. */
  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  private static String rate(double value) {
    return value == 0 ? "" : String.format(Locale.ROOT, "%,.1f", value);
  }

  /** Returns the rows as lines, without spaces at their ends. */
  private String aligned() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String space = " ".repeat(widths[c] - width(row.get(c)));
        line.append(c == 0 ? "" : "  ");
        line.append(c < LEFT_COLUMNS ? row.get(c) + space : space + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
