package dev.conform.runtime.kernel.plain;

import static dev.conform.runtime.kernel.RawMemory.at;
import static dev.conform.runtime.kernel.RawMemory.get;
import static dev.conform.runtime.kernel.RawMemory.set;

import dev.conform.runtime.kernel.LocalResponse;

/** Local response normalisation, one value at a time. */
final class PlainLocalResponse {

  private PlainLocalResponse() {}

  static void forward(long out, long in, long rows, int channels, LocalResponse response) {
    for (long row = 0; row < rows; row++) {
      long from = at(in, row * channels);
      long to = at(out, row * channels);
      for (int c = 0; c < channels; c++) {
        float base = base(from, c, channels, response);
        set(at(to, c), get(at(from, c)) * power(base, response));
      }
    }
  }

  static void backward(
      long dIn,
      long dOut,
      long x,
      long y,
      long rows,
      int channels,
      LocalResponse response,
      float[] scratch,
      boolean accumulate) {
    float factor = -2 * response.scale() * response.beta();
    for (long row = 0; row < rows; row++) {
      long first = row * channels;
      for (int c = 0; c < channels; c++) {
        float base = base(at(x, first), c, channels, response);
        scratch[c] = get(at(dOut, first + c)) * get(at(y, first + c)) / base;
        scratch[channels + c] = power(base, response);
      }
      for (int c = 0; c < channels; c++) {
        // Those whose window holds c: as many before it as the window has after.
        float sum = 0;
        int end = Math.min(channels - 1, c + response.before());
        for (int other = Math.max(0, c - response.after()); other <= end; other++) {
          sum += scratch[other];
        }
        long i = first + c;
        float value = get(at(dOut, i)) * scratch[channels + c] + factor * get(at(x, i)) * sum;
        set(at(dIn, i), accumulate ? get(at(dIn, i)) + value : value);
      }
    }
  }

  private static float base(long row, int c, int channels, LocalResponse response) {
    float sum = 0;
    int end = Math.min(channels - 1, c + response.after());
    for (int other = Math.max(0, c - response.before()); other <= end; other++) {
      float value = get(at(row, other));
      sum += value * value;
    }
    return response.k() + response.scale() * sum;
  }

  private static float power(float base, LocalResponse response) {
    return (float) Math.pow(base, -response.beta());
  }
}
