package dev.conform.runtime.kernel;

/**
 * The inner loops: everything that is worth writing for a processor's vectors. They work on runs of
 * memory by address (in bytes) and know nothing of images, batches or threads. Strides and lengths
 * are in floats. Rows of channels lie one after the other unless a stride is given.
 *
 * <p>One object serves all threads.
 */
public interface Primitives {

  /**
   * Returns loops for the first inference of a process: they give the same bits, and are fast
   * without having been compiled by the optimising compiler.
   *
   * @return these, where that is true of them
   */
  default Primitives cold() {
    return this;
  }

  /**
   * Returns the loops for the next inference after one with these: they give the same bits, and are
   * faster in the end.
   *
   * @return these, where there are none
   */
  default Primitives warmer() {
    return this;
  }

  /**
   * Multiplies a strided view by a matrix: c = view · b + bias + added.
   *
   * @param c overwritten; row r begins at c + r · ldc
   * @param ldc floats from a row of c to the next
   * @param rows of the view and of c
   * @param columns of b and of c
   * @param a where the view begins
   * @param view how the left operand lies there
   * @param b the right operand; row k begins at b + k · ldb
   * @param ldb floats from a row of b to the next
   * @param bias a value for each column, or 0 for none
   * @param added a matrix that lies like c and may be c itself, or 0 for none
   * @param relu whether negative results become 0
   */
  void product(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      long added,
      boolean relu);

  /**
   * Multiplies a few rows by a matrix that is too large for a cache: c = view · b + bias. The bits
   * are those of {@link #product}.
   *
   * @param c overwritten; row r begins at c + r · ldc
   * @param ldc floats from a row of c to the next
   * @param rows of the view and of c
   * @param columns of b and of c
   * @param a where the view begins
   * @param view one line of rows, each a run of neighbours
   * @param b the matrix; row k begins at b + k · ldb
   * @param ldb floats from a row of b to the next
   * @param bias a value for each column, or 0 for none
   * @param relu whether negative results become 0
   */
  default void productFromMemory(
      long c,
      long ldc,
      int rows,
      int columns,
      long a,
      StridedView view,
      long b,
      long ldb,
      long bias,
      boolean relu) {
    product(c, ldc, rows, columns, a, view, b, ldb, bias, 0, relu);
  }

  /**
   * Transforms a tile of pixels: out = T · in · Tᵀ for each channel, or some rows of it.
   *
   * @param transform the matrix T
   * @param firstRow the first row of the result that is wanted
   * @param rows how many
   * @param out overwritten, where the first wanted row begins
   * @param outRow floats from a row of the result to the next
   * @param outColumn floats from a column of the result to the next
   * @param in where the tile begins
   * @param inRow floats from a row of the tile to the next
   * @param inColumn floats from a column of the tile to the next
   * @param channels a multiple of 16
   * @param scratch overwritten, 36 × 16 values
   * @param bias channels values that are added to each pixel of an output, or 0 for none
   * @param relu whether negative results become 0
   */
  void winograd(
      WinogradTransform transform,
      int firstRow,
      int rows,
      long out,
      long outRow,
      long outColumn,
      long in,
      long inRow,
      long inColumn,
      int channels,
      long scratch,
      long bias,
      boolean relu);

  /**
   * Adds a bias to each row, in place.
   *
   * @param x read and overwritten, rows × columns
   * @param rows the number of rows
   * @param columns the length of a row
   * @param bias columns values, or 0 for none
   * @param relu whether negative results become 0
   */
  void bias(long x, long rows, int columns, long bias, boolean relu);

  /**
   * Sets values to zero.
   *
   * @param out overwritten
   * @param size number of values
   */
  void clear(long out, long size);

  /**
   * Copies values, the first one first.
   *
   * @param out overwritten; may lie before in and overlap it
   * @param in read
   * @param size number of values
   */
  void copy(long out, long in, long size);

  /**
   * Brings three planes together: out[3 · i + c] = planes[c · count + i].
   *
   * @param out overwritten, 3 · count values
   * @param planes read
   * @param count values of a plane
   */
  void interleave(long out, long planes, int count);

  /**
   * Adds values: out = a + b.
   *
   * @param out overwritten; may be a or b
   * @param a read
   * @param b read
   * @param size number of values
   */
  void add(long out, long a, long b, long size);

  /**
   * Adds values: out += in.
   *
   * @param out accumulated
   * @param in read
   * @param size number of values
   */
  default void add(long out, long in, long size) {
    add(out, out, in, size);
  }

  /**
   * Adds a multiple: out += scale · in.
   *
   * @param out accumulated
   * @param in read
   * @param scale the factor
   * @param size number of values
   */
  void addScaled(long out, long in, float scale, long size);

  /**
   * Adds element-wise products: out += a · b.
   *
   * @param out accumulated
   * @param a read
   * @param b read
   * @param size number of values
   */
  void multiplyAdd(long out, long a, long b, long size);

  /**
   * Multiplies values: out = a · b.
   *
   * @param out overwritten; may be a or b
   * @param a read
   * @param b read
   * @param size number of values
   */
  void multiply(long out, long a, long b, long size);

  /**
   * Multiplies values by a number: out = scale · in.
   *
   * @param out overwritten; may be in
   * @param in read
   * @param scale the factor
   * @param size number of values
   */
  void scale(long out, long in, float scale, long size);

  /**
   * Applies an activation.
   *
   * @param f the function
   * @param slope of LEAKY_RELU
   * @param out overwritten; may be in
   * @param in read
   * @param size number of values
   */
  void activate(Activation f, float slope, long out, long in, long size);

  /**
   * Multiplies a gradient by the derivative of an activation.
   *
   * @param f the function
   * @param slope of LEAKY_RELU
   * @param dIn overwritten or accumulated; may be dOut
   * @param dOut read
   * @param saved the result where {@link Activation#fromOutput()}, else the argument
   * @param size number of values
   * @param accumulate whether to add to dIn
   */
  void activateBackward(
      Activation f, float slope, long dIn, long dOut, long saved, long size, boolean accumulate);

  /**
   * Sums the products of taps with their weights, channel by channel, for each pixel of a run: out
   * = start + Σ in · weight.
   *
   * @param out overwritten, channels values for each pixel
   * @param in what the first pixel's first tap reads
   * @param weight that tap's weights
   * @param start what the sums begin with: 0 for zeros, a bias (startStep 0), or out itself to
   *     accumulate (startStep as in the run)
   * @param startStep floats from a pixel's start to the next
   * @param run the pixels and their taps
   */
  void depthwise(long out, long in, long weight, long start, long startStep, TapRun run);

  /**
   * Adds the products of gradients with what taps read, summed over the pixels of a run: dWeight +=
   * Σ dOut · in.
   *
   * @param dWeight accumulated, the gradient of the first tap's weights
   * @param dOut channels values for each pixel
   * @param in what the first pixel's first tap reads
   * @param run the pixels and their taps
   */
  void depthwiseWeight(long dWeight, long dOut, long in, TapRun run);

  /**
   * Finds the largest value among the taps for each channel. The first of equals wins; NaN wins
   * over all.
   *
   * @param out overwritten, channels values
   * @param argmax overwritten with the taps' {@linkplain Taps#index() indices}
   * @param in the first tap
   * @param window the taps, one or more
   */
  void maxPool(long out, long argmax, long in, Taps window);

  /**
   * Finds the largest value among the taps for each channel of each pixel of a run. NaN wins over
   * all.
   *
   * @param out overwritten, channels values for each pixel
   * @param in what the first pixel's first tap reads
   * @param run the pixels and their taps, one or more
   */
  void maxPool(long out, long in, TapRun run);

  /**
   * Adds a gradient to the tap it came from.
   *
   * @param dIn accumulated, the first tap
   * @param dOut channels values
   * @param argmax as {@link #maxPool} left it
   * @param window the taps
   */
  void maxPoolBackward(long dIn, long dOut, long argmax, Taps window);

  /**
   * Sums the taps for each channel and multiplies.
   *
   * @param out overwritten, channels values
   * @param in the first tap
   * @param window the taps
   * @param scale the factor
   */
  void averagePool(long out, long in, Taps window, float scale);

  /**
   * Adds each column: sums[c] += Σ x.
   *
   * @param sums accumulated, columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param x rows × columns
   * @param rows the number of rows
   * @param columns the length of a row
   */
  void sumColumns(double[] sums, long x, long rows, int columns);

  /**
   * Adds the distances of each column from an origin, and their squares: sums[c] += Σ (x −
   * origin[c]), squares[c] += Σ (x − origin[c])².
   *
   * @param sums accumulated, columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param squares accumulated, columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param x rows × columns
   * @param origin columns values, in whole vectors
   * @param rows the number of rows
   * @param columns the length of a row
   */
  void sumDistances(
      double[] sums, double[] squares, long x, float[] origin, long rows, int columns);

  /**
   * Adds the products of gradients and values: sums[c] += Σ dy · x.
   *
   * @param sums accumulated, columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param dy rows × columns
   * @param x rows × columns
   * @param rows the number of rows
   * @param columns the length of a row
   */
  void sumProducts(double[] sums, long dy, long x, long rows, int columns);

  /**
   * Adds gradients, and their products with distances: sums[c] += Σ g, products[c] += Σ g · (x −
   * mean[c]). Where {@link #normalize} made something negative, g is the gradient times the leak.
   *
   * @param sums accumulated, columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param products accumulated, columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param dy the gradients, rows × columns
   * @param x rows × columns
   * @param rows the number of rows
   * @param columns the length of a row
   * @param norm how the columns are normalised
   */
  void sumGradients(
      double[] sums, double[] products, long dy, long x, long rows, int columns, ColumnNorm norm);

  /**
   * Scales and shifts each column: out = f((in − mean[c]) · scale[c] + shift[c] + residual).
   *
   * @param out overwritten; may be in, or the residual
   * @param in rows × columns
   * @param residual rows × columns, or 0 for none
   * @param rows the number of rows
   * @param columns the length of a row
   * @param norm how the columns are normalised
   */
  void normalize(long out, long in, long residual, long rows, int columns, ColumnNorm norm);

  /**
   * Takes the gradient back through a normalisation without a residual: dx = ofGradient[c] · g +
   * ofDistance[c] · (x − mean[c]) + constant[c], g as in {@link #sumGradients}.
   *
   * @param dx overwritten or accumulated
   * @param dy the gradients, rows × columns
   * @param x rows × columns
   * @param rows the number of rows
   * @param columns the length of a row
   * @param norm how the columns are normalised
   * @param accumulate whether to add to dx
   */
  void normalizeBackward(
      long dx, long dy, long x, long rows, int columns, ColumnNorm norm, boolean accumulate);

  /**
   * Scales and shifts each column: out = in · scale[c] + shift[c].
   *
   * @param out overwritten or accumulated; may be in
   * @param outRow floats from one row of out to the next
   * @param in read
   * @param inRow floats from one row of in to the next
   * @param rows the number of rows
   * @param columns how many there are of each row
   * @param scale columns values, or 0 for ones
   * @param shift columns values, or 0 for zeros
   * @param accumulate whether to add to out
   */
  void scaleColumns(
      long out,
      long outRow,
      long in,
      long inRow,
      long rows,
      int columns,
      long scale,
      long shift,
      boolean accumulate);

  /**
   * Finds each row's mean and 1 / √(biased variance + epsilon).
   *
   * @param found overwritten: mean and invStd
   * @param x rows × columns
   * @param rows the number of rows, at most {@link RowStatistics#ROWS}
   * @param columns the length of a row
   * @param epsilon added to the variance
   */
  void rowStatistics(RowStatistics found, long x, int rows, int columns, float epsilon);

  /**
   * Normalises each row, and scales and shifts each column: out = (in − mean[r]) · invStd[r] ·
   * weight[c] + bias[c].
   *
   * @param out overwritten; may be in
   * @param in rows × columns
   * @param rows the number of rows
   * @param columns the length of a row
   * @param found mean and invStd
   * @param weight columns values, in whole vectors of {@link Tensor#ALIGNMENT}
   * @param bias columns values, in whole vectors
   */
  void normalizeRows(
      long out, long in, int rows, int columns, RowStatistics found, float[] weight, float[] bias);

  /**
   * Sums the gradients of weight and bias over rows.
   *
   * @param dWeight accumulated, columns values, in whole vectors; the rest may be overwritten
   * @param dBias accumulated, columns values, in whole vectors; the rest may be overwritten
   * @param dOut rows × columns
   * @param x the argument
   * @param rows the number of rows
   * @param columns the length of a row
   * @param found mean and invStd
   */
  void sumRows(
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found);

  /**
   * Finds what the gradient of a normalised row needs of the whole row.
   *
   * @param found read: mean and invStd; overwritten: meanGradient and meanProduct
   * @param dOut rows × columns
   * @param x the argument
   * @param rows the number of rows
   * @param columns the length of a row
   * @param weight columns values, in whole vectors, the rest zeros
   */
  void rowGradients(RowStatistics found, long dOut, long x, int rows, int columns, float[] weight);

  /**
   * Takes the gradient back through {@link #normalizeRows}: dIn = invStd · (weight · dOut −
   * meanGradient − (x − mean) · invStd · meanProduct).
   *
   * @param dIn overwritten or accumulated; may be dOut
   * @param dOut rows × columns
   * @param x the argument
   * @param rows the number of rows
   * @param columns the length of a row
   * @param found as {@link #rowStatistics} and {@link #rowGradients} left it
   * @param weight columns values, in whole vectors
   * @param accumulate whether to add to dIn
   */
  void normalizeRowsBackward(
      long dIn,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found,
      float[] weight,
      boolean accumulate);

  /**
   * Divides each value by a power of the squares around it in its row.
   *
   * @param out overwritten
   * @param in rows × channels
   * @param rows the number of rows
   * @param channels the length of a row
   * @param response the window and its numbers
   * @param scratch overwritten, two {@linkplain LocalResponse#scratchRow rows} or more
   */
  void localResponse(
      long out, long in, long rows, int channels, LocalResponse response, float[] scratch);

  /**
   * Takes the gradient back through {@link #localResponse}.
   *
   * @param dIn overwritten or accumulated; may be dOut
   * @param dOut rows × channels
   * @param x the argument
   * @param y the result
   * @param rows the number of rows
   * @param channels the length of a row
   * @param response the window and its numbers
   * @param scratch overwritten, four {@linkplain LocalResponse#scratchRow rows} or more
   * @param accumulate whether to add to dIn
   */
  void localResponseBackward(
      long dIn,
      long dOut,
      long x,
      long y,
      long rows,
      int channels,
      LocalResponse response,
      float[] scratch,
      boolean accumulate);

  /**
   * Drops values and scales the rest by 1 / (1 − rate).
   *
   * @param out overwritten or accumulated; may be in
   * @param in read
   * @param mask which are kept
   * @param first the index of the first value in the mask
   * @param size number of values
   * @param accumulate whether to add to out
   */
  void dropout(long out, long in, DropoutMask mask, long first, long size, boolean accumulate);

  /**
   * Applies softmax to each row.
   *
   * @param out overwritten; may be in
   * @param in rows × channels
   * @param rows the number of rows
   * @param channels the length of a row
   */
  void softmax(long out, long in, long rows, int channels);

  /**
   * Takes the gradient back through softmax: dIn = y · (dOut − Σ dOut · y).
   *
   * @param dIn overwritten or accumulated; may be dOut
   * @param dOut rows × channels
   * @param y the result of softmax
   * @param rows the number of rows
   * @param channels the length of a row
   * @param accumulate whether to add to dIn
   */
  void softmaxBackward(long dIn, long dOut, long y, long rows, int channels, boolean accumulate);

  /**
   * Makes one step of SGD; see {@link Kernels#sgdUpdate}.
   *
   * @param parameter read and overwritten
   * @param gradient read
   * @param velocity read and overwritten; 0 where there is no momentum
   * @param lr the learning rate
   * @param momentum the part of the velocity that stays
   * @param weightDecay the part of the parameter that is added to its gradient
   * @param nesterov whether to look ahead
   * @param size number of values
   * @return whether all parameters are finite now
   */
  boolean sgd(
      long parameter,
      long gradient,
      long velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size);

  /**
   * Makes one step of SGD where gradients were added to the velocity; see {@link
   * Kernels#momentumUpdate}.
   *
   * @param parameter read and overwritten
   * @param velocity read and overwritten
   * @param lr the learning rate
   * @param momentum the part of the velocity that stays
   * @param weightDecay the part of the parameter that is added to the velocity
   * @param size number of values
   * @return whether all parameters are finite now
   */
  boolean momentum(
      long parameter, long velocity, float lr, float momentum, float weightDecay, long size);

  /**
   * Makes one step of Adam or AdamW.
   *
   * @param parameter read and overwritten
   * @param gradient read
   * @param mean read and overwritten
   * @param variance read and overwritten
   * @param rates the numbers of this step
   * @param size number of values
   * @return whether all parameters are finite now
   */
  boolean adam(long parameter, long gradient, long mean, long variance, AdamRates rates, long size);

  /**
   * Looks for NaN and infinity.
   *
   * @param values read
   * @param size number of values
   * @return false if one is NaN or infinite
   */
  boolean areFinite(long values, long size);
}
