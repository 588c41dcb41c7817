package dev.conform.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A point in a network that is being written: layers are put behind it.
 *
 * @param writer takes the layers down
 * @param name of the result at this point
 */
record Flow(GraphWriter writer, String name) {

  private static final double EPSILON = 1e-5;

  private Flow to(String result) {
    return new Flow(writer, result);
  }

  Flow conv(String layer, int stride, int padding) {
    return to(writer.convolution(name, layer, stride, padding, 1));
  }

  Flow depthwise(String layer, int stride, int padding, int channels) {
    return to(writer.convolution(name, layer, stride, padding, channels));
  }

  Flow batchNorm(String layer) {
    return batchNorm(layer, EPSILON);
  }

  Flow batchNorm(String layer, double epsilon) {
    return to(writer.batchNorm(name, layer + ".bn", epsilon));
  }

  Flow relu() {
    return to(writer.relu(name));
  }

  Flow silu() {
    return to(writer.silu(name));
  }

  Flow sigmoid() {
    return to(writer.sigmoid(name));
  }

  Flow maxPool(int size, int stride, int padding) {
    return to(writer.maxPool(name, size, stride, padding, false));
  }

  Flow maxPoolCeil(int size, int stride) {
    return to(writer.maxPool(name, size, stride, 0, true));
  }

  Flow globalAverage() {
    return to(writer.globalAverage(name));
  }

  Flow flatten() {
    return to(writer.flatten(name));
  }

  Flow dense(String layer) {
    return to(writer.dense(name, layer));
  }

  Flow add(Flow other) {
    return to(writer.add(name, other.name));
  }

  Flow scaledBy(Flow factors) {
    return to(writer.scale(name, factors.name));
  }

  Flow dropout(double rate) {
    return to(writer.dropout(name, rate));
  }

  Flow stochasticDepth(double rate) {
    return to(writer.stochasticDepth(name, rate));
  }

  /** Joins this and others along the channels. */
  Flow concat(Flow... others) {
    List<String> names = new ArrayList<>();
    names.add(name);
    for (Flow other : others) {
      names.add(other.name);
    }
    return to(writer.concat(names));
  }
}
