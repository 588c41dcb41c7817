package dev.conform.processor.ir;

/**
 * What of the network's input one value sees (Dumoulin and Visin 2016; Araujo et al. 2019).
 *
 * @param height rows that it depends on
 * @param width columns that it depends on
 * @param jumpH rows of the input between neighbouring values
 * @param jumpW columns between them
 * @param whole whether it depends on the whole input (behind a dense layer or a global pool)
 */
public record ReceptiveField(long height, long width, long jumpH, long jumpW, boolean whole) {}
