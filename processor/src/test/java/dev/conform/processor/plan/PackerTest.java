package dev.conform.processor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.processor.plan.Packer.Block;
import dev.conform.processor.plan.Packer.Life;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 17, 60, 200})
  void blocksThatMeetNeverOverlapAndLittleIsWasted(int count) {
    for (long seed = 0; seed < 20; seed++) {
      List<Block> blocks = random(count, seed);
      long[] offsets = Packer.pack(blocks, count);
      for (Block a : blocks) {
        assertEquals(0, offsets[a.id()] % Buffer.ALIGNMENT);
        assertTrue(offsets[a.id()] + a.floats() <= offsets[count]);
        for (Block b : blocks) {
          boolean overlap =
              offsets[a.id()] < offsets[b.id()] + b.floats()
                  && offsets[b.id()] < offsets[a.id()] + a.floats();
          assertFalse(a.id() != b.id() && a.meets(b) && overlap, a + " and " + b);
        }
      }
      long bound = mostAtOnce(blocks);
      assertTrue(offsets[count] >= bound);
      assertTrue(offsets[count] <= bound * 3 / 2, offsets[count] + " for " + bound);
    }
  }

  @Test
  void theOrderOfTheBlocksDoesNotMatter() {
    List<Block> blocks = random(50, 7);
    List<Block> reversed = new ArrayList<>(blocks);
    Collections.reverse(reversed);
    assertArrayEquals(Packer.pack(blocks, 50), Packer.pack(reversed, 50));
  }

  private static List<Block> random(int count, long seed) {
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      int first = random.nextInt(50);
      Life life = new Life(first, first + random.nextInt(30));
      // A result that is computed again.
      int again = life.last() + 1 + random.nextInt(30);
      Life second = new Life(again, again + random.nextInt(20));
      List<Life> lives = random.nextBoolean() ? List.of(life) : List.of(life, second);
      blocks.add(new Block(id, 1 + random.nextInt(5_000), lives));
    }
    return blocks;
  }

  /** No packing can be smaller than what lives at one moment. */
  private static long mostAtOnce(List<Block> blocks) {
    long most = 0;
    for (int now = 0; now < 130; now++) {
      long live = 0;
      for (Block block : blocks) {
        Life moment = new Life(now, now);
        boolean lives = block.lives().stream().anyMatch(moment::meets);
        live += lives ? Buffer.aligned(block.floats()) : 0;
      }
      most = Math.max(most, live);
    }
    return most;
  }
}
