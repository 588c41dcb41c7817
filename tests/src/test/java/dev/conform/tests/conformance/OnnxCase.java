package dev.conform.tests.conformance;

import dev.conform.tests.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operator test of ONNX: a graph of one node.
 *
 * @param file its name
 * @param operator for example {@code Conv}
 * @param attributes as written; absent ones have ONNX's defaults
 * @param inputs in the node's order; an input that is left out is absent
 * @param outputs what was published, in the node's order
 * @param relative the file's tolerance
 * @param absolute the file's tolerance
 */
record OnnxCase(
    String file,
    String operator,
    JsonObject attributes,
    List<Optional<Values>> inputs,
    List<Values> outputs,
    double relative,
    double absolute) {

  static OnnxCase read(Path path) {
    JsonObject json = JsonObject.read(path);
    JsonObject node = only(json.objects("nodes"), path);
    JsonObject data = only(json.objects("data_sets"), path);
    Map<String, Values> given = byName(data.objects("inputs"));
    Map<String, Values> published = byName(data.objects("outputs"));
    return new OnnxCase(
        String.valueOf(path.getFileName()),
        node.string("op"),
        node.object("attributes"),
        node.strings("inputs").stream().map(name -> Optional.ofNullable(given.get(name))).toList(),
        node.strings("outputs").stream().map(name -> value(published, name, path)).toList(),
        json.object("tolerance").number("rtol"),
        json.object("tolerance").number("atol"));
  }

  /** Returns an input that must be there. */
  Values input(int index) {
    return inputs.get(index).orElseThrow();
  }

  /** Tells whether there is such an input. */
  boolean hasInput(int index) {
    return index < inputs.size() && inputs.get(index).isPresent();
  }

  /** Returns the first output that differs from what was published. */
  Optional<String> mismatch(List<double[]> actual) {
    if (actual.size() != outputs.size()) {
      return Optional.of(actual.size() + " outputs instead of " + outputs.size());
    }
    for (int i = 0; i < outputs.size(); i++) {
      Optional<String> mismatch =
          outputs.get(i).mismatch("output " + i, actual.get(i), relative, absolute);
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    return Optional.empty();
  }

  private static Map<String, Values> byName(List<JsonObject> tensors) {
    Map<String, Values> values = new LinkedHashMap<>();
    for (JsonObject tensor : tensors) {
      values.put(tensor.string("graph_name"), Values.of(tensor));
    }
    return values;
  }

  private static Values value(Map<String, Values> values, String name, Path path) {
    Values value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(path + " has no values for " + name);
    }
    return value;
  }

  private static JsonObject only(List<JsonObject> objects, Path path) {
    if (objects.size() != 1) {
      throw new IllegalArgumentException(path + ": expected one, not " + objects.size());
    }
    return objects.get(0);
  }
}
