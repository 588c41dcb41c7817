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

  /** One that binds a parameter's gradient, or statistics of a batch. */
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
    for (Element element : elements) {
      Set<Integer> mentioned = mentioned(element);
      long unbound = mentioned.stream().filter(buffer -> !bound.contains(buffer)).count();
      if (!part.isEmpty() && bytes + bytes(element, unbound) > BYTES) {
        parts.add(part);
        part = new ArrayList<>();
        bound.clear();
        unbound = mentioned.size();
        bytes = 0;
      }
      part.add(element);
      bound.addAll(mentioned);
      bytes += bytes(element, unbound);
    }
    parts.add(part);
    return parts;
  }

  /** Tells whether one class can hold layers. */
  static boolean fits(List<PlannedLayer> layers) {
    Set<Integer> mentioned = new HashSet<>();
    int bytes = 0;
    for (PlannedLayer layer : layers) {
      Set<Integer> own = mentioned(layer);
      own.removeAll(mentioned);
      mentioned.addAll(own);
      bytes += bytes(layer, own.size());
    }
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

  private static int bytes(Element element, long tensors) {
    return element instanceof Element.Shared shared
        ? PARAMETER
            + shared.use().offsets().size() * OFFSET
            + Math.toIntExact(tensors) * (TENSOR + HANDLE)
        : element.layers().stream().mapToInt(layer -> bytes(layer, tensors)).sum();
  }

  private static int bytes(PlannedLayer layer, long tensors) {
    int bytes = layer.handles().size() * HANDLE + Math.toIntExact(tensors) * TENSOR;
    for (Step step : layer.steps()) {
      bytes += step.node().operation() instanceof Operation.BatchNorm ? 2 * SHORT : 0;
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
