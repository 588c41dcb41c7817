package dev.conform.benchmarks;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.conform.runtime.io.Safetensors;
import dev.conform.runtime.io.StoredTensor;
import java.io.IOException;
import java.util.List;

/** LeNet-5 on PyTorch, through DJL. */
final class PyTorchEngine implements dev.conform.benchmarks.Engine {

  private final Model model = Model.newInstance("lenet5", "PyTorch");
  private final Trainer trainer;
  private final NDArray images;
  private final NDArray labels;
  private final Task task;
  private final ParameterStore inferenceStore;

  PyTorchEngine(Task task) throws IOException {
    this.task = task;
    SequentialBlock net =
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(6).build())
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(16).build())
            .add(Activation::relu)
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(120).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(84).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(10).build());
    model.setBlock(net);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(Task.LEARNING_RATE))
                        .optMomentum(Task.MOMENTUM)
                        .build()));
    trainer.initialize(new Shape(task.batch(), 1, 32, 32));
    load(net.getParameters().values(), Safetensors.read(task.weights()).tensors());
    NDManager manager = model.getNDManager();
    images = manager.create(task.images(), new Shape(task.batch(), 1, 32, 32));
    labels = manager.create(task.labels()).toType(DataType.INT64, false);
    inferenceStore = new ParameterStore(manager, false);
  }

  /** Both lists are in the order of the layers, weight before bias. */
  private static void load(List<Parameter> parameters, List<StoredTensor> tensors) {
    if (parameters.size() != tensors.size()) {
      throw new IllegalStateException(
          "PyTorch has %d parameters, the file %d".formatted(parameters.size(), tensors.size()));
    }
    for (int i = 0; i < tensors.size(); i++) {
      parameters.get(i).getArray().set(tensors.get(i).values());
    }
  }

  @Override
  public void run() {
    if (task.mode() == Task.Mode.INFERENCE) {
      scores();
      return;
    }
    try (NDManager step = model.getNDManager().newSubManager()) {
      NDArray stepImages = images.duplicate();
      stepImages.attach(step);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList scores = trainer.forward(new NDList(stepImages));
        scores.attach(step);
        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), scores);
        loss.attach(step);
        collector.backward(loss);
        // Reading the loss ends the step, as every training loop does.
        loss.getFloat();
      }
      trainer.step();
    }
  }

  @Override
  public float[] scores() {
    try (NDManager step = model.getNDManager().newSubManager()) {
      NDArray input = images.duplicate();
      input.attach(step);
      return model
          .getBlock()
          .forward(inferenceStore, new NDList(input), false)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  @Override
  public String version() {
    return "PyTorch %s, DJL %s"
        .formatted(Engine.getEngine("PyTorch").getVersion(), Engine.getDjlVersion());
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
