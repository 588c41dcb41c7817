package dev.conform.processor.parse;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.Expectation;
import dev.conform.processor.ir.Expectation.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns an {@code @Expect} into the figures that it asserts. */
final class ExpectationParser {

  private final AnnotationReader reader;
  private final String owner;
  private final Values values;
  private final List<Diagnostic> problems;
  private final List<Expectation> expectations = new ArrayList<>();

  /**
   * Prepares to read.
   *
   * @param owner how messages start: {@code layer c1: }
   * @param problems where problems are told
   */
  ExpectationParser(AnnotationReader reader, String owner, List<Diagnostic> problems) {
    this.reader = reader;
    this.owner = owner;
    this.values = new Values(reader, owner, problems, Symbols.ofNetwork());
    this.problems = problems;
  }

  /** Reads what is asserted of a layer. */
  List<Expectation> ofLayer() {
    count("parameters", Figure.PARAMETERS, 0);
    count("macs", Figure.MACS, 0);
    count("inputs", Figure.INPUTS, 1);
    dimensions("output", Figure.OUTPUT, 1, 3);
    dimensions("receptiveField", Figure.RECEPTIVE_FIELD, 1, 2);
    return List.copyOf(expectations);
  }

  /** Reads what is asserted of a network. */
  List<Expectation> ofNetwork() {
    if (reader.isWritten("inputs")) {
      problems.add(
          Diagnostic.of(
                  Rule.EXPECTATION_MISPLACED,
                  reader.at("inputs"),
                  "%sonly a layer has inputs to count",
                  owner)
              .line("The network's input is what @Network says")
              .line("Put @Expect(inputs = …) on a layer"));
    }
    count("parameters", Figure.PARAMETERS, 0);
    count("macs", Figure.MACS, 0);
    dimensions("output", Figure.OUTPUT, 1, 3);
    dimensions("receptiveField", Figure.RECEPTIVE_FIELD, 1, 2);
    return List.copyOf(expectations);
  }

  private void count(String name, Figure figure, long least) {
    if (!reader.isWritten(name)) {
      return;
    }
    Optional<Long> number = reader.longInteger(name);
    if (number.isEmpty()) {
      return;
    }
    if (number.get() < least) {
      problems.add(
          Diagnostic.of(
                  Rule.OUT_OF_RANGE,
                  reader.at(name),
                  "%s%s = %d, but it must be %d or more",
                  owner,
                  name,
                  number.get(),
                  least)
              .line("Leave %s out if it is not to be checked", name));
      return;
    }
    expectations.add(new Expectation(figure, List.of(number.get()), reader.at(name)));
  }

  private void dimensions(String name, Figure figure, Integer... counts) {
    if (!reader.isWritten(name)) {
      return;
    }
    reader
        .integers(name)
        .filter(numbers -> values.hasCount(name, numbers, counts))
        .filter(numbers -> values.areAllPositive(name, numbers))
        .ifPresent(
            numbers ->
                expectations.add(
                    new Expectation(
                        figure,
                        numbers.stream().map(Integer::longValue).toList(),
                        reader.at(name))));
  }
}
