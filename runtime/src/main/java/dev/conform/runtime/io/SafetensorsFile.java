package dev.conform.runtime.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file holds.
 *
 * @param tensors in the order of the header
 * @param metadata free text by free keys, empty if the file has none
 */
public record SafetensorsFile(List<StoredTensor> tensors, Map<String, String> metadata) {

  /** Keeps unmodifiable copies. */
  public SafetensorsFile {
    tensors = List.copyOf(tensors);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Returns a tensor by its name.
   *
   * @param name as in the file
   * @return the tensor
   * @throws IllegalArgumentException if there is none
   */
  public StoredTensor tensor(String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no tensor %s; there are %s".formatted(Text.quote(name), tensors)));
  }
}
