package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.examples.LeNet5;
import dev.conform.examples.SimpleCnn;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables against figures worked out by hand. */
final class SummaryTableTest {

  private static void assertRow(String table, String... cells) {
    List<String> lines = table.lines().toList();
    assertTrue(
        lines.stream().anyMatch(line -> List.of(line.split(" {2,}")).containsAll(List.of(cells))),
        () -> String.join(" | ", cells) + " is missing in\n" + table);
  }

  @Test
  void leNet5() throws IOException {
    String table = SummaryTable.of(LeNet5.class);
    assertRow(table, "layer", "operation", "output", "parameters", "MACs", "receptive field");
    assertRow(table, "input", "1×32×32");
    assertRow(table, "c1", "6×14×14", "156", "117,600", "6×6");
    assertRow(table, "c3", "16×5×5", "2,416", "240,000", "16×16");
    assertRow(table, "f5", "120", "48,120", "48,000");
    assertRow(table, "f6", "84", "10,164", "10,080");
    assertRow(table, "logits", "10", "850", "840");
    assertRow(table, "total", "61,706", "416,520");
    assertEquals(8, table.lines().count());
  }

  @Test
  void simpleCnn() throws IOException {
    String table = SummaryTable.of(SimpleCnn.class);
    assertRow(table, "edges", "32×16×16", "928", "884,736");
    assertRow(table, "parts", "64×8×8", "18,560", "4,718,592");
    assertRow(table, "objects", "128×8×8", "73,984", "4,718,592");
    assertRow(table, "logits", "10", "1,290", "1,280");
    assertRow(table, "total", "94,762", "10,323,200");
  }
}
