package dev.conform.processor.analyze.advice;

import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Report;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import dev.conform.processor.ir.ShapedGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what a person who knows networks would ask about one that has no errors. */
public final class Adviser {

  private static final List<Advice> RULES =
      List.of(
          new NoNonlinearity(),
          new BiasBeforeBatchNorm(),
          new KernelLargerThanMap(),
          new BorderDropped(),
          new DenseDominates(),
          new ReceptiveFieldTooSmall(),
          new BranchCentresDiffer(),
          new ReceptiveFieldTooLarge(),
          new MemoryHeavy());

  /** Returns the advice that is not silenced. */
  public Report advise(NetworkGraph written, ShapedGraph shaped) {
    NetworkDecl declaration = written.declaration();
    Map<String, Set<String>> silenced = new HashMap<>();
    for (NetworkGraph.Node node : written.nodes()) {
      Set<String> both = new HashSet<>(node.layer().silenced());
      both.addAll(node.method().silenced());
      silenced.put(node.path(), both);
    }
    Subject subject = new Subject(written, shaped);
    List<Diagnostic> advice = new ArrayList<>();
    for (Advice rule : RULES) {
      rule.check(subject)
          .filter(finding -> !isSilenced(finding, declaration.silenced()))
          .filter(finding -> !isSilenced(finding, silenced.getOrDefault(finding.layer(), Set.of())))
          .map(Finding::diagnostic)
          .map(d -> d.line("Silence with @SuppressWarnings(\"conform:%s\")", d.rule().id()))
          .forEach(advice::add);
    }
    return new Report(advice);
  }

  private static boolean isSilenced(Finding finding, Set<String> silenced) {
    return silenced.contains(finding.diagnostic().rule().id());
  }
}
