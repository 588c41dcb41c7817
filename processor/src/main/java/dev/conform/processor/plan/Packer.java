package dev.conform.processor.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Lays blocks of memory out so that two that live at the same time never overlap: the largest
 * first, each as low as it fits (greedy by size, as in Pisarchyk and Lee, "Efficient Memory
 * Management for Deep Neural Net Inference", 2020).
 */
final class Packer {

  /**
   * A time in which a piece of memory is in use.
   *
   * @param first the moment it is first written
   * @param last the moment it is last read
   */
  record Life(int first, int last) {
    boolean meets(Life other) {
      return first <= other.last && other.first <= last;
    }
  }

  /**
   * A piece of memory and when it lives.
   *
   * @param id of the block, from 0
   * @param floats its length
   * @param lives in their order; what is in it does not survive from one to the next
   */
  record Block(int id, long floats, List<Life> lives) {

    /** Keeps an immutable copy. */
    Block {
      lives = List.copyOf(lives);
    }

    boolean meets(Block other) {
      return lives.stream().anyMatch(life -> other.lives.stream().anyMatch(life::meets));
    }

    int first() {
      return lives.get(0).first();
    }
  }

  private record Placed(Block block, long offset) {
    long end() {
      return offset + Buffer.aligned(block.floats());
    }
  }

  private final List<Placed> byOffset = new ArrayList<>();
  private long size;

  /**
   * Packs blocks.
   *
   * @param blocks in any order
   * @param ids one more than the largest id
   * @return the offset of each id, {@link Buffer#ABSENT} where there is no such block; the last
   *     entry is the size of all
   */
  static long[] pack(Collection<Block> blocks, int ids) {
    Packer packer = new Packer();
    long[] offsets = new long[ids + 1];
    Arrays.fill(offsets, Buffer.ABSENT);
    blocks.stream()
        .sorted(
            Comparator.comparingLong(Block::floats)
                .reversed()
                .thenComparingInt(Block::first)
                .thenComparingInt(Block::id))
        .forEach(block -> offsets[block.id()] = packer.place(block));
    offsets[ids] = packer.size;
    return offsets;
  }

  private long place(Block block) {
    long length = Buffer.aligned(block.floats());
    long offset = 0;
    for (Placed placed : byOffset) {
      if (placed.offset() >= offset + length) {
        break;
      }
      if (placed.block().meets(block)) {
        offset = Math.max(offset, placed.end());
      }
    }
    insert(new Placed(block, offset));
    size = Math.max(size, Math.addExact(offset, length));
    return offset;
  }

  private void insert(Placed placed) {
    int low = 0;
    int high = byOffset.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byOffset.get(middle).offset() <= placed.offset()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    byOffset.add(low, placed);
  }
}
