package dev.conform.runtime.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Stored values of images, as they will be seen: normalised. */
sealed interface Pixels {

  /** The value before normalisation. */
  float raw(int position);

  /** What a raw value of 0 becomes: what a padded border holds. */
  float zero(int channel);

  /** Writes a run of values of one channel, normalised. */
  void copy(int position, int length, int channel, MemorySegment to, long offset);

  /** The same values normalised in another way. */
  Pixels with(Normalization other);

  /** Bytes from 0 to 255 that stand for 0 to 1, as in torchvision's ToTensor. */
  final class Bytes implements Pixels {
    private final byte[] values;
    private final float[][] tables;

    Bytes(byte[] values, Normalization normalization) {
      this.values = values;
      this.tables = new float[normalization.mean().size()][256];
      for (int channel = 0; channel < tables.length; channel++) {
        for (int value = 0; value < 256; value++) {
          tables[channel][value] =
              (value / 255f - normalization.mean().get(channel))
                  / normalization.deviation().get(channel);
        }
      }
    }

    @Override
    public float raw(int position) {
      return (values[position] & 0xff) / 255f;
    }

    @Override
    public float zero(int channel) {
      return tables[channel][0];
    }

    @Override
    public void copy(int position, int length, int channel, MemorySegment to, long offset) {
      float[] table = tables[channel];
      for (int i = 0; i < length; i++) {
        to.setAtIndex(ValueLayout.JAVA_FLOAT, offset + i, table[values[position + i] & 0xff]);
      }
    }

    @Override
    public Pixels with(Normalization other) {
      return new Bytes(values, other);
    }
  }

  /** Floats of any range. */
  final class Floats implements Pixels {
    private final float[] values;
    private final float[] mean;
    private final float[] deviation;
    private final boolean asTheyAre;

    Floats(float[] values, Normalization normalization) {
      this.values = values;
      int channels = normalization.mean().size();
      this.mean = new float[channels];
      this.deviation = new float[channels];
      for (int channel = 0; channel < channels; channel++) {
        mean[channel] = normalization.mean().get(channel);
        deviation[channel] = normalization.deviation().get(channel);
      }
      this.asTheyAre = normalization.equals(Normalization.identity(channels));
    }

    @Override
    public float raw(int position) {
      return values[position];
    }

    @Override
    public float zero(int channel) {
      return (0 - mean[channel]) / deviation[channel];
    }

    @Override
    public void copy(int position, int length, int channel, MemorySegment to, long offset) {
      if (asTheyAre) {
        MemorySegment.copy(
            values, position, to, ValueLayout.JAVA_FLOAT, offset * Float.BYTES, length);
        return;
      }
      for (int i = 0; i < length; i++) {
        float value = (values[position + i] - mean[channel]) / deviation[channel];
        to.setAtIndex(ValueLayout.JAVA_FLOAT, offset + i, value);
      }
    }

    @Override
    public Pixels with(Normalization other) {
      return new Floats(values, other);
    }
  }
}
