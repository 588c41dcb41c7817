package dev.conform.processor.emit;

import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ParameterSpec;
import dev.conform.processor.plan.PlannedLayer;
import dev.conform.processor.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a network into runs of layers that one class can hold. The limit is HotSpot's: it compiles
 * no method over 8,000 bytes, and the longest method is the constructor. Lengths here are bounds; a
 * test reads the true ones from class files.
 */
final class Parts {

  /** What a constructor may hold of bytecode, less what it does besides: super, model, bound. */
  private static final int BYTES = 7_900 - 120;

  /** The longest statement that binds a parameter or a statistic. */
  private static final int PARAMETER = 40;

  /** One that binds a parameter's gradient, statistics of a batch, or prepared parameters. */
  private static final int SHORT = 12;

  /** One that binds an activation or its gradient. */
  private static final int TENSOR = 20;

  /** One offset that is told to a block. */
  private static final int OFFSET = 8;

  /** One that makes a layer's handle. */
  private static final int HANDLE = 28;

  private Parts() {}

  static List<List<Element>> of(List<Element> elements) {
    List<List<Element>> parts = new ArrayList<>();
    List<Element> part = new ArrayList<>();
    Set<Integer> bound = new HashSet<>();
    int bytes = 0;
    for (List<Element> run : inseparable(elements)) {
      Set<Integer> mentioned = new HashSet<>();
      run.forEach(element -> mentioned.addAll(mentioned(element)));
      long unbound = mentioned.stream().filter(buffer -> !bound.contains(buffer)).count();
      if (!part.isEmpty() && bytes + bytes(run, unbound) > BYTES) {
        parts.add(part);
        part = new ArrayList<>();
        bound.clear();
        unbound = mentioned.size();
        bytes = 0;
      }
      part.addAll(run);
      bound.addAll(mentioned);
      bytes += bytes(run, unbound);
    }
    parts.add(part);
    return parts;
  }

  /** Cuts between elements, but not between layers that inference computes in one call. */
  private static List<List<Element>> inseparable(List<Element> elements) {
    List<List<Element>> runs = new ArrayList<>();
    List<Element> run = new ArrayList<>();
    int open = 0;
    for (Element element : elements) {
      run.add(element);
      if (element instanceof Element.Plain plain) {
        open += opened(plain.layer());
      }
      if (open == 0) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    return runs;
  }

  /** Returns how many more calls begin in a layer than end. */
  private static int opened(PlannedLayer layer) {
    int opened = 0;
    for (Step step : layer.steps()) {
      boolean isConv = step.node().operation() instanceof Operation.Conv;
      opened += isConv && step.isFolded() ? 1 : 0;
      opened -= step.folding().map(folding -> folding.convs().size() - (isConv ? 1 : 0)).orElse(0);
    }
    return opened;
  }

  /** Tells whether one class can hold layers. */
  static boolean fits(List<PlannedLayer> layers) {
    Set<Integer> mentioned = new HashSet<>();
    int bytes = 0;
    for (PlannedLayer layer : layers) {
      mentioned.addAll(mentioned(layer));
      bytes += bytes(layer);
    }
    bytes += mentioned.size() * TENSOR;
    // An offset that is told takes more room than one that stands there.
    return 2 * bytes <= BYTES;
  }

  private static Set<Integer> mentioned(Element element) {
    Set<Integer> buffers = new HashSet<>();
    if (element instanceof Element.Shared shared) {
      shared.layers().forEach(layer -> layer.handles().forEach(h -> buffers.add(h.buffer())));
    } else {
      element.layers().forEach(layer -> buffers.addAll(mentioned(layer)));
    }
    return buffers;
  }

  private static int bytes(List<Element> run, long tensors) {
    int bytes = Math.toIntExact(tensors) * TENSOR;
    for (Element element : run) {
      if (element instanceof Element.Shared shared) {
        bytes += PARAMETER + shared.use().offsets().size() * OFFSET;
        bytes += mentioned(element).size() * HANDLE;
      } else {
        bytes += element.layers().stream().mapToInt(Parts::bytes).sum();
      }
    }
    return bytes;
  }

  private static int bytes(PlannedLayer layer) {
    int bytes = layer.handles().size() * HANDLE;
    for (Step step : layer.steps()) {
      bytes += step.node().operation() instanceof Operation.BatchNorm ? 2 * SHORT : 0;
      bytes += step.folding().map(folding -> folding.convs().size() * SHORT).orElse(0);
      for (ParameterSpec parameter : step.node().parameters()) {
        bytes += PARAMETER + (parameter.role().trained() ? SHORT : 0);
      }
    }
    return bytes;
  }

  private static Set<Integer> mentioned(PlannedLayer layer) {
    Set<Integer> buffers = new HashSet<>();
    layer.handles().forEach(handle -> buffers.add(handle.buffer()));
    for (Step step : layer.steps()) {
      buffers.addAll(step.inputs());
      buffers.add(step.output());
      step.argmax().ifPresent(buffers::add);
      step.backward()
          .ifPresent(
              backward -> {
                buffers.add(backward.dOutput());
                backward.dInputs().forEach(d -> d.buffer().ifPresent(buffers::add));
              });
    }
    return buffers;
  }
}
