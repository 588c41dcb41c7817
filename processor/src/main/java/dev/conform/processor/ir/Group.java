package dev.conform.processor.ir;

/**
 * One use of a block in a network.
 *
 * @param path that the paths of its layers begin with: {@code stage1.0}
 * @param block the name of the block
 */
public record Group(String path, String block) {}
