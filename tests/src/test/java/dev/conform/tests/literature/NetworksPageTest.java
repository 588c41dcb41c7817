package dev.conform.tests.literature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of networks lists every example with the figures that javac confirms. */
class NetworksPageTest {

  private static final Path PAGE = Path.of("../docs/networks.md");

  @Test
  void listsEveryNetworkWithItsFigures() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    Map<Path, List<Figure>> networks =
        FiguresTest.figures().collect(Collectors.groupingBy(Figure::file));

    for (Map.Entry<Path, List<Figure>> network : networks.entrySet()) {
      String link = "(%s)".formatted(network.getKey().toString().replace('\\', '/'));
      List<String> lines = page.stream().filter(line -> line.contains(link)).toList();
      assertEquals(1, lines.size(), link);
      String figures =
          "| %s | %s |"
              .formatted(
                  first("parameters", network.getValue()), first("macs", network.getValue()));
      assertTrue(lines.get(0).contains(figures), lines.get(0) + " has not " + figures);
    }
  }

  /** The network's own figures stand before those of its layers. */
  private static String first(String name, List<Figure> figures) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .written();
  }
}
