package dev.conform.processor.ir;

/**
 * What makes a layer another output of the network.
 *
 * @param weight of its loss
 * @param trainingOnly whether inference leaves it out
 */
public record OutputDecl(double weight, boolean trainingOnly) {}
