package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.get;
import static dev.conform.runtime.kernel.RawMemory.getInt;
import static dev.conform.runtime.kernel.RawMemory.set;
import static dev.conform.runtime.kernel.RawMemory.setInt;

import dev.conform.runtime.kernel.Activation;
import dev.conform.runtime.kernel.AdamRates;
import dev.conform.runtime.kernel.ColumnNorm;
import dev.conform.runtime.kernel.DropoutMask;
import dev.conform.runtime.kernel.LocalResponse;
import dev.conform.runtime.kernel.Primitives;
import dev.conform.runtime.kernel.RowStatistics;
import dev.conform.runtime.kernel.StridedView;
import dev.conform.runtime.kernel.TapRun;
import dev.conform.runtime.kernel.Taps;
import dev.conform.runtime.kernel.WinogradTransform;

/** The inner loops in plain Java. Most of those of inference give the bits of the vector loops. */
public class PlainPrimitives implements Primitives {

  /** Makes the loops; they have no state. */
  public PlainPrimitives() {}

  @Override
  public void product(
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
      boolean relu) {
    if (rows == 1) {
      PlainRow.ofThread().multiply(c, columns, a, view, b, ldb, bias, added, relu);
    } else {
      PlainProduct.ofThread().multiply(c, ldc, rows, columns, a, view, b, ldb, bias, added, relu);
    }
  }

  @Override
  public void winograd(
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
      boolean relu) {
    PlainWinograd.ofThread()
        .transform(
            transform, firstRow, rows, out, outRow, outColumn, in, inRow, inColumn, channels, bias,
            relu);
  }

  @Override
  public void bias(long x, long rows, int columns, long bias, boolean relu) {
    if (bias != 0) {
      PlainColumns.ofThread(columns).bias(x, rows, columns, bias, relu);
    } else if (relu) {
      activate(Activation.RELU, 0, x, x, rows * columns);
    }
  }

  @Override
  public void clear(long out, long size) {
    PlainFlat.clear(out, size);
  }

  @Override
  public void copy(long out, long in, long size) {
    PlainFlat.copy(out, in, size);
  }

  @Override
  public void interleave(long out, long planes, int count) {
    PlainFlat.ofThread().interleave(out, planes, count);
  }

  @Override
  public void add(long out, long a, long b, long size) {
    PlainFlat.ofThread().add(out, a, b, size);
  }

  @Override
  public void addScaled(long out, long in, float scale, long size) {
    for (long i = 0; i < size; i++) {
      set(at(out, i), get(at(out, i)) + scale * get(at(in, i)));
    }
  }

  @Override
  public void multiplyAdd(long out, long a, long b, long size) {
    for (long i = 0; i < size; i++) {
      set(at(out, i), get(at(out, i)) + get(at(a, i)) * get(at(b, i)));
    }
  }

  @Override
  public void multiply(long out, long a, long b, long size) {
    for (long i = 0; i < size; i++) {
      set(at(out, i), get(at(a, i)) * get(at(b, i)));
    }
  }

  @Override
  public void scale(long out, long in, float scale, long size) {
    for (long i = 0; i < size; i++) {
      set(at(out, i), scale * get(at(in, i)));
    }
  }

  @Override
  public void activate(Activation f, float slope, long out, long in, long size) {
    PlainFlat.ofThread().activate(f, slope, out, in, size);
  }

  @Override
  public void activateBackward(
      Activation f, float slope, long dIn, long dOut, long saved, long size, boolean accumulate) {
    boolean isRectifier = f == Activation.RELU || f == Activation.RELU6;
    for (long i = 0; i < size; i++) {
      float derivative = ScalarActivation.derivative(f, slope, get(at(saved, i)));
      // A rectifier that is off passes nothing on, not even NaN.
      float gradient = get(at(dOut, i));
      float value = isRectifier && derivative == 0 ? 0 : gradient * derivative;
      set(at(dIn, i), accumulate ? get(at(dIn, i)) + value : value);
    }
  }

  @Override
  public void depthwise(long out, long in, long weight, long start, long startStep, TapRun run) {
    int weights = run.rows() * run.columns() * run.channels();
    PlainWindows.ofThread(run.channels(), weights)
        .depthwise(out, in, weight, start, startStep, run);
  }

  @Override
  public void depthwiseWeight(long dWeight, long dOut, long in, TapRun run) {
    for (int row = 0; row < run.rows(); row++) {
      for (int column = 0; column < run.columns(); column++) {
        long to = at(dWeight, row * run.weightRow() + column * run.weightColumn());
        long from = at(in, row * run.inRow() + column * run.inColumn());
        for (int c = 0; c < run.channels(); c++) {
          float sum = 0;
          for (int pixel = 0; pixel < run.pixels(); pixel++) {
            sum +=
                get(at(dOut, pixel * run.outStep() + c)) * get(at(from, pixel * run.inStep() + c));
          }
          set(at(to, c), get(at(to, c)) + sum);
        }
      }
    }
  }

  @Override
  public void maxPool(long out, long argmax, long in, Taps window) {
    for (int c = 0; c < window.channels(); c++) {
      float best = Float.NEGATIVE_INFINITY;
      int bestIndex = window.index();
      for (int row = 0; row < window.rows(); row++) {
        for (int column = 0; column < window.columns(); column++) {
          float value =
              get(
                  at(
                      in,
                      (long) row * window.rowStride() + (long) column * window.columnStride() + c));
          if (value > best || (Float.isNaN(value) && !Float.isNaN(best))) {
            best = value;
            bestIndex = window.index() + row * window.indexRow() + column * window.indexColumn();
          }
        }
      }
      set(at(out, c), best);
      setInt(at(argmax, c), bestIndex);
    }
  }

  @Override
  public void maxPool(long out, long in, TapRun run) {
    PlainWindows.ofThread(run.channels(), 0).maxPool(out, in, run);
  }

  @Override
  public void maxPoolBackward(long dIn, long dOut, long argmax, Taps window) {
    for (int c = 0; c < window.channels(); c++) {
      int best = getInt(at(argmax, c)) - window.index();
      int row = best / window.indexRow();
      int column = best % window.indexRow() / window.indexColumn();
      long to =
          at(dIn, (long) row * window.rowStride() + (long) column * window.columnStride() + c);
      set(to, get(to) + get(at(dOut, c)));
    }
  }

  @Override
  public void averagePool(long out, long in, Taps window, float scale) {
    PlainWindows.ofThread(window.channels(), 0).averagePool(out, in, window, scale);
  }

  @Override
  public void sumColumns(double[] sums, long x, long rows, int columns) {
    PlainColumns.ofThread(columns).sum(sums, x, rows, columns);
  }

  @Override
  public void sumDistances(
      double[] sums, double[] squares, long x, float[] origin, long rows, int columns) {
    for (long row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        double distance = get(at(x, row * columns + c)) - origin[c];
        sums[c] += distance;
        squares[c] += distance * distance;
      }
    }
  }

  @Override
  public void sumProducts(double[] sums, long dy, long x, long rows, int columns) {
    for (long row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        long i = row * columns + c;
        sums[c] += get(at(dy, i)) * get(at(x, i));
      }
    }
  }

  @Override
  public void sumGradients(
      double[] sums, double[] products, long dy, long x, long rows, int columns, ColumnNorm norm) {
    for (long row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        long i = row * columns + c;
        float distance = get(at(x, i)) - norm.mean()[c];
        float gradient = throughLeak(get(at(dy, i)), normalized(distance, c, norm), norm);
        sums[c] += gradient;
        products[c] += gradient * distance;
      }
    }
  }

  private static float normalized(float distance, int column, ColumnNorm norm) {
    return distance * norm.scale()[column] + norm.shift()[column];
  }

  private static float throughLeak(float gradient, float result, ColumnNorm norm) {
    if (result <= 0 && norm.leak() != 1) {
      return norm.leak() == 0 ? 0 : gradient * norm.leak();
    }
    return gradient;
  }

  @Override
  public void normalize(long out, long in, long residual, long rows, int columns, ColumnNorm norm) {
    for (long row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        long i = row * columns + c;
        float value = normalized(get(at(in, i)) - norm.mean()[c], c, norm);
        value += residual == 0 ? 0 : get(at(residual, i));
        if (value < 0 && norm.leak() != 1) {
          value = norm.leak() == 0 ? 0 : value * norm.leak();
        }
        set(at(out, i), value);
      }
    }
  }

  @Override
  public void normalizeBackward(
      long dx, long dy, long x, long rows, int columns, ColumnNorm norm, boolean accumulate) {
    for (long row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        long i = row * columns + c;
        float distance = get(at(x, i)) - norm.mean()[c];
        float gradient = throughLeak(get(at(dy, i)), normalized(distance, c, norm), norm);
        float value =
            norm.ofGradient()[c] * gradient + norm.ofDistance()[c] * distance + norm.constant()[c];
        set(at(dx, i), accumulate ? get(at(dx, i)) + value : value);
      }
    }
  }

  @Override
  public void scaleColumns(
      long out,
      long outRow,
      long in,
      long inRow,
      long rows,
      int columns,
      long scale,
      long shift,
      boolean accumulate) {
    PlainColumns.ofThread(columns)
        .scale(out, outRow, in, inRow, rows, columns, scale, shift, accumulate);
  }

  @Override
  public void rowStatistics(RowStatistics found, long x, int rows, int columns, float epsilon) {
    PlainRows.statistics(found, x, rows, columns, epsilon);
  }

  @Override
  public void normalizeRows(
      long out, long in, int rows, int columns, RowStatistics found, float[] weight, float[] bias) {
    PlainRows.normalize(out, in, rows, columns, found, weight, bias);
  }

  @Override
  public void sumRows(
      float[] dWeight,
      float[] dBias,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found) {
    PlainRows.sum(dWeight, dBias, dOut, x, rows, columns, found);
  }

  @Override
  public void rowGradients(
      RowStatistics found, long dOut, long x, int rows, int columns, float[] weight) {
    PlainRows.gradients(found, dOut, x, rows, columns, weight);
  }

  @Override
  public void normalizeRowsBackward(
      long dIn,
      long dOut,
      long x,
      int rows,
      int columns,
      RowStatistics found,
      float[] weight,
      boolean accumulate) {
    PlainRows.normalizeBackward(dIn, dOut, x, rows, columns, found, weight, accumulate);
  }

  @Override
  public void localResponse(
      long out, long in, long rows, int channels, LocalResponse response, float[] scratch) {
    PlainLocalResponse.forward(out, in, rows, channels, response);
  }

  @Override
  public void localResponseBackward(
      long dIn,
      long dOut,
      long x,
      long y,
      long rows,
      int channels,
      LocalResponse response,
      float[] scratch,
      boolean accumulate) {
    PlainLocalResponse.backward(dIn, dOut, x, y, rows, channels, response, scratch, accumulate);
  }

  @Override
  public void dropout(
      long out, long in, DropoutMask mask, long first, long size, boolean accumulate) {
    for (long i = 0; i < size; i++) {
      float value = mask.keeps(first + i) ? get(at(in, i)) * mask.scale() : 0;
      set(at(out, i), accumulate ? get(at(out, i)) + value : value);
    }
  }

  @Override
  public void softmax(long out, long in, long rows, int channels) {
    for (long row = 0; row < rows; row++) {
      long from = at(in, row * channels);
      long to = at(out, row * channels);
      float max = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < channels; c++) {
        max = Math.max(max, get(at(from, c)));
      }
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        double value = Math.exp((double) get(at(from, c)) - max);
        set(at(to, c), (float) value);
        sum += value;
      }
      for (int c = 0; c < channels; c++) {
        set(at(to, c), (float) (get(at(to, c)) / sum));
      }
    }
  }

  @Override
  public void softmaxBackward(
      long dIn, long dOut, long y, long rows, int channels, boolean accumulate) {
    for (long row = 0; row < rows; row++) {
      long start = row * channels;
      double dot = 0;
      for (int c = 0; c < channels; c++) {
        dot += (double) get(at(dOut, start + c)) * get(at(y, start + c));
      }
      for (int c = 0; c < channels; c++) {
        long i = start + c;
        float value = (float) (get(at(y, i)) * (get(at(dOut, i)) - dot));
        set(at(dIn, i), accumulate ? get(at(dIn, i)) + value : value);
      }
    }
  }

  @Override
  public boolean sgd(
      long parameter,
      long gradient,
      long velocity,
      float lr,
      float momentum,
      float weightDecay,
      boolean nesterov,
      long size) {
    float zeros = 0;
    for (long i = 0; i < size; i++) {
      float p = get(at(parameter, i));
      float step = get(at(gradient, i)) + weightDecay * p;
      if (velocity != 0) {
        float v = momentum * get(at(velocity, i)) + step;
        set(at(velocity, i), v);
        step = nesterov ? step + momentum * v : v;
      }
      p -= lr * step;
      set(at(parameter, i), p);
      zeros += p * 0;
    }
    return zeros == 0;
  }

  @Override
  public boolean momentum(
      long parameter, long velocity, float lr, float momentum, float weightDecay, long size) {
    float zeros = 0;
    for (long i = 0; i < size; i++) {
      float p = get(at(parameter, i));
      float v = get(at(velocity, i)) + weightDecay * p;
      p -= lr * v;
      set(at(parameter, i), p);
      set(at(velocity, i), momentum * v);
      zeros += p * 0;
    }
    return zeros == 0;
  }

  @Override
  public boolean areFinite(long values, long size) {
    float zeros = 0;
    for (long i = 0; i < size; i++) {
      zeros += get(at(values, i)) * 0;
    }
    return zeros == 0;
  }

  @Override
  public boolean adam(
      long parameter, long gradient, long mean, long variance, AdamRates r, long size) {
    float zeros = 0;
    for (long i = 0; i < size; i++) {
      float p = get(at(parameter, i));
      float g = get(at(gradient, i)) + r.addedDecay() * p;
      float m = get(at(mean, i));
      m += (g - m) * (1 - r.beta1());
      float v = get(at(variance, i)) * r.beta2() + g * g * (1 - r.beta2());
      set(at(mean, i), m);
      set(at(variance, i), v);
      float root = (float) Math.sqrt(v) * r.rootScale() + r.epsilon();
      p = p * r.keep() - r.stepSize() * (m / root);
      set(at(parameter, i), p);
      zeros += p * 0;
    }
    // NaN and infinity times zero are NaN, and stay it.
    return zeros == 0;
  }
}
