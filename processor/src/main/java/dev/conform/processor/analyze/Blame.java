package dev.conform.processor.analyze;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Report;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.BlockDecl;
import dev.conform.processor.ir.BorrowedPosition;
import dev.conform.processor.ir.Lender;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.NetworkGraph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Finds the place where an error in a layer that is used by others has to be mended. A block or a
 * parent that is wrong by itself is told of there, in the same words whoever uses it; what only one
 * use makes wrong stands at that use.
 */
public final class Blame {

  private final IdentityHashMap<Lender, List<Fault>> faults = new IdentityHashMap<>();

  /**
   * An error in its place.
   *
   * @param rule what kind of error it is
   * @param steps the places that it could have stood in, from the inside to the outside
   * @param told in the last one
   */
  private record Fault(Rule rule, List<Position> steps, Diagnostic told) {}

  /** Returns the same errors where they have to be mended, each once for all repetitions. */
  public Report place(Report report) {
    return new Report(placed(report).stream().map(Fault::told).toList());
  }

  /** Returns what is wrong with a block in every use. */
  public Report alone(BlockDecl block) {
    return new Report(faults(block).stream().map(Fault::told).toList());
  }

  /** Returns advice where the layers were written that it is about. */
  public static Report shown(Report advice) {
    return new Report(
        advice.diagnostics().stream()
            .map(d -> d.movedTo(BorrowedPosition.shown(d.position())))
            .toList());
  }

  private List<Fault> placed(Report report) {
    List<Fault> placed = new ArrayList<>();
    for (Diagnostic problem : report.diagnostics()) {
      boolean repeated =
          placed.stream()
              .anyMatch(
                  fault ->
                      fault.rule() == problem.rule()
                          && fault.steps().get(0).equals(problem.position()));
      if (!repeated) {
        placed.add(place(problem));
      }
    }
    return placed;
  }

  private Fault place(Diagnostic problem) {
    List<Position> steps = new ArrayList<>();
    steps.add(problem.position());
    Diagnostic moved = problem;
    while (moved.position() instanceof BorrowedPosition borrowed) {
      Optional<Diagnostic> own = ownFault(borrowed.lender(), problem.rule(), borrowed.written());
      moved = own.isPresent() ? own.get() : moved.movedTo(borrowed.user()).reason(borrowed.use());
      steps.add(moved.position());
    }
    return new Fault(problem.rule(), List.copyOf(steps), moved);
  }

  private Optional<Diagnostic> ownFault(Lender lender, Rule rule, Position place) {
    return faults(lender).stream()
        .filter(fault -> fault.rule() == rule && fault.steps().contains(place))
        .findFirst()
        .map(Fault::told);
  }

  private List<Fault> faults(Lender lender) {
    List<Fault> known = faults.get(lender);
    if (known == null) {
      known = placed(check(lender));
      faults.put(lender, known);
    }
    return known;
  }

  private static Report check(Lender lender) {
    if (lender instanceof NetworkDecl network) {
      return check(new Expander().expand(network));
    }
    // What was compiled elsewhere had no errors.
    return lender instanceof BlockDecl block && !block.elsewhere()
        ? check(new Expander().expandAlone(block))
        : Report.CLEAN;
  }

  private static Report check(Checked<NetworkGraph> graph) {
    return graph
        .report()
        .and(graph.value().map(g -> new ShapeInference().infer(g).report()).orElse(Report.CLEAN));
  }
}
