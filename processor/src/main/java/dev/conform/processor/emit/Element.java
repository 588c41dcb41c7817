package dev.conform.processor.emit;

import com.palantir.javapoet.ClassName;
import dev.conform.processor.plan.PlannedLayer;
import java.util.List;

/** What a class that runs layers is a sequence of. */
sealed interface Element {

  /** Returns its layers. */
  List<PlannedLayer> layers();

  /** A layer with methods of its own. */
  record Plain(PlannedLayer layer) implements Element {
    @Override
    public List<PlannedLayer> layers() {
      return List.of(layer);
    }
  }

  /** A use of a block that has its class in common with others. */
  record Shared(BlockUse use, ClassName type) implements Element {
    @Override
    public List<PlannedLayer> layers() {
      return use.layers();
    }
  }
}
