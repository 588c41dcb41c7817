package dev.conform.runtime;

/**
 * What a generated class knows of its network before any memory is taken. All sizes are in floats.
 *
 * @param name the name of the declaration
 * @param input the shape of one image
 * @param output the shape of what the network makes of one image
 * @param isProbabilities whether the network ends in softmax or sigmoid
 * @param parameterFloats trained parameters, each padded to {@code Tensor.ALIGNMENT}
 * @param stateFloats running statistics, padded likewise
 * @param savedFloats what a training step saves that does not grow with the batch, padded likewise
 * @param trainingFloats activations and gradients of one image when the model can be trained
 * @param inferenceFloats activations of one image when it cannot
 * @param workspaceFloats scratch of one worker
 * @param sharedFloats scratch that the workers share
 */
public record Blueprint(
    String name,
    Shape input,
    Shape output,
    boolean isProbabilities,
    long parameterFloats,
    long stateFloats,
    long savedFloats,
    long trainingFloats,
    long inferenceFloats,
    long workspaceFloats,
    long sharedFloats) {}
