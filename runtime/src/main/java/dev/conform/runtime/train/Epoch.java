package dev.conform.runtime.train;

/**
 * What came of one epoch.
 *
 * @param number from 1
 * @param trainLoss the mean over the training images, each with the parameters of its step
 * @param trainAccuracy likewise; NaN where targets are vectors
 * @param validationLoss with the parameters after the epoch; NaN without validation data
 * @param validationAccuracy likewise; NaN without validation data, or where targets are vectors
 * @param learningRate of the epoch's last step
 * @param seconds that the epoch took, validation included
 */
public record Epoch(
    int number,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds) {}
