package dev.conform.benchmarks.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.conform.benchmarks.Engine;
import dev.conform.benchmarks.NetworkTask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Inference with all optimisations, from memory and into memory that stays in place. */
final class OnnxRuntimeEngine implements Engine {

  private final OrtSession session;
  private final Map<String, OnnxTensor> images;
  private final FloatBuffer scores;
  private final Map<String, OnnxTensor> outputs;

  OnnxRuntimeEngine(NetworkTask task, int threads, float[] pixels) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSymbolicDimensionValue(OnnxWriter.BATCH, task.batch());
      session = environment.createSession(OnnxRuntimeProvider.model(task).toString(), options);
      FloatBuffer input = direct(pixels.length);
      input.put(0, pixels);
      images =
          Map.of(
              OnnxWriter.IMAGES,
              OnnxTensor.createTensor(environment, input, task.network().shape(task.batch())));
      int classes = task.network().classes();
      scores = direct(task.batch() * classes);
      outputs =
          Map.of(
              session.getOutputNames().iterator().next(),
              OnnxTensor.createTensor(environment, scores, new long[] {task.batch(), classes}));
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void run() {
    try {
      session.run(images, outputs).close();
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public float[] scores() {
    run();
    float[] values = new float[scores.capacity()];
    scores.get(0, values);
    return values;
  }

  @Override
  public void close() {
    try {
      images.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
