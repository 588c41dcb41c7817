package dev.conform.processor.ir;

import dev.conform.processor.diag.Position;

/**
 * A line of {@code @Key}.
 *
 * @param text as it was written: {@code stem -> conv1}
 * @param inherited whether an interface wrote it that this one extends
 * @param position of the text
 */
public record KeyDecl(String text, boolean inherited, Position position) {}
