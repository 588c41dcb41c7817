/**
 * Writes pages to look at: one for each network, and one that compares networks. Imports {@code
 * java.*}, {@code emit}, {@code plan}, {@code ir}, jmustache for the templates and jackson-jr for
 * the figures that the pages' scripts read.
 *
 * <p>The templates, styles and scripts are resources beside the classes. A page holds all it needs:
 * the browser lays the graph out with dagre 3.1.3 ({@code dagre.min.js}, MIT licence, from the npm
 * package {@code @dagrejs/dagre}), which is copied into each page with its licence.
 */
@NullMarked
package dev.conform.processor.page;

import org.jspecify.annotations.NullMarked;
