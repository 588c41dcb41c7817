package dev.conform.processor.analyze;

import dev.conform.processor.ir.LayerDecl;

/**
 * Where a layer is expanded.
 *
 * @param method of the network that it comes from
 * @param layer the method that is expanded, in the network or a block
 * @param path of the layer: {@code stage1.0.reduce}
 * @param scope the names it can read
 * @param sizing what symbols stand for
 */
record Place(LayerDecl method, LayerDecl layer, String path, Scope scope, Sizing sizing) {

  /** Returns the same for another path: a part of the layer with a name of its own. */
  Place at(String otherPath) {
    return new Place(method, layer, otherPath, scope, sizing);
  }

  /** Returns the place of a layer of a block that is used here. */
  Place inside(LayerDecl inner, String blockPath, Scope blockScope, Sizing blockSizing) {
    return new Place(method, inner, blockPath + "." + inner.name(), blockScope, blockSizing);
  }
}
