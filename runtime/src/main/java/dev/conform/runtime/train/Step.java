package dev.conform.runtime.train;

/**
 * What there is to say after a training step.
 *
 * @param epoch from 1
 * @param epochs how many there will be at most
 * @param step in the epoch, from 1
 * @param steps in each epoch
 * @param batch the number of images in this step
 * @param loss of this step's batch
 * @param meanLoss over the images of the epoch so far
 * @param learningRate of this step
 * @param imagesPerSecond since the epoch began
 */
public record Step(
    int epoch,
    int epochs,
    int step,
    int steps,
    int batch,
    double loss,
    double meanLoss,
    double learningRate,
    double imagesPerSecond) {}
