package dev.conform.tests.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.conform.examples.LeNet5Model;
import dev.conform.processor.ir.Operation;
import dev.conform.processor.ir.ReceptiveField;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.ir.ShapedGraph;
import dev.conform.processor.ir.ShapedGraph.LayerOutput;
import dev.conform.processor.ir.ShapedNode;
import dev.conform.processor.page.NetworkPage;
import dev.conform.processor.plan.Planner;
import dev.conform.runtime.InsufficientMemoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** A page is opened from its file, clicked through, and never asks for anything but itself. */
class NetworkPageTest {

  @TempDir private static Path folder;

  private static Path pages;
  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    pages = Declarations.process(folder);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Opens the page of an example, or of a network that no example shows. */
  private static void open(String network) throws IOException {
    browser.open(page(network), 1400, 1500);
  }

  private static Path page(String network) throws IOException {
    Path page = pages.resolve("shown." + network + ".html");
    String resource = "/META-INF/conform/dev.conform.examples." + network + ".html";
    try (InputStream in = NetworkPageTest.class.getResourceAsStream(resource)) {
      if (in != null) {
        Files.write(page, in.readAllBytes());
      }
    }
    return page;
  }

  @AfterEach
  void nothingIsAskedForAndNothingGoesWrong() {
    assertEquals(List.of(), browser.complaints());
    List<String> elsewhere =
        browser.requests().stream().filter(address -> !address.startsWith("file:")).toList();
    assertEquals(List.of(), elsewhere);
  }

  /** Depths are those in the networks' names and papers, parameters those of torchvision 0.22. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.conform.examples             | LeNet5         | 61,706      | 5   | 1998",
        "dev.conform.examples.alexnet     | AlexNet        | 60,965,224  | 8   | 2012",
        "dev.conform.examples.vgg         | Vgg16          | 138,357,544 | 16  | 2014",
        "dev.conform.examples.googlenet   | GoogLeNet      | 6,998,552   | 22  | 2014",
        "dev.conform.examples.resnet      | ResNet50       | 25,557,032  | 50  | 2015",
        "dev.conform.examples.resnet      | ResNet152      | 60,192,808  | 152 | 2015",
        "dev.conform.examples.densenet    | DenseNet121    | 7,978,856   | 121 | 2016",
      })
  void theHeadTellsWhatTheLiteratureTells(
      String where, String network, String parameters, String depth, String year)
      throws IOException {
    open((where + "." + network).substring("dev.conform.examples.".length()));
    assertEquals(network, browser.one("h1").getText());
    List<String> figures = browser.texts(".figures dd");
    assertEquals(parameters, figures.get(2));
    assertEquals(depth, figures.get(4));
    assertEquals(where + " · " + year, browser.one("header p").getText());
    browser.picture(network);
  }

  @Test
  void aClickUnfoldsAStageAndThenABlock() throws IOException {
    open("resnet.ResNet152");
    assertEquals(List.of(), browser.all("#graph [data-path='stage1.0']"));
    browser.one("#graph [data-path=stage1]").click();
    assertEquals("true", browser.attribute("#graph [data-path=stage1]", "aria-expanded"));
    assertEquals(3, browser.all("#graph [data-path^='stage1.']").size());
    assertEquals(3, browser.all("#layers [data-path^='stage1.']").size());

    browser.one("#graph [data-path='stage1.0']").sendKeys(Keys.ENTER);
    List<String> paths =
        browser.attributes("#graph [data-path^='stage1.0.']", "data-path").stream()
            .map(path -> path.substring("stage1.0.".length()))
            .sorted()
            .toList();
    assertEquals(List.of("add", "expand", "reduce", "shortcut", "spatial"), paths);
    browser.picture("ResNet152-unfolded");

    browser.one("#graph [data-path=stage1]").click();
    assertEquals(List.of(), browser.all("#graph [data-path^='stage1.']"));
  }

  @Test
  void theWholeOfALargeNetworkCanBeUnfolded() throws IOException {
    open("resnet.ResNet152");
    browser.one("#unfold").click();
    browser.one("#unfold").click();
    assertFalse(browser.one("#unfold").isEnabled());
    assertEquals(50, browser.all("#graph [data-path$='.spatial']").size());
    browser.picture("ResNet152-whole");
    browser.one("#fold").click();
    assertEquals(7, browser.all("#graph [data-path]").size());
  }

  @Test
  void theBranchesOfAConcatenationStandSideBySide() throws IOException {
    open("googlenet.GoogLeNet");
    browser.one("#graph [data-path=inception3a]").click();
    List<Integer> lefts =
        Stream.of("conv1", "reduce3", "reduce5", "pool")
            .map(name -> browser.one("#graph [data-path='inception3a." + name + "']"))
            .map(box -> box.getRect().getX())
            .toList();
    assertEquals(lefts.stream().sorted().distinct().toList(), lefts);
    browser.picture("GoogLeNet-unfolded");
  }

  @Test
  void columnsSortInBothDirectionsAndBack() throws IOException {
    open("LeNet5");
    List<String> declared = List.of("c1", "c3", "f5", "f6", "logits");
    assertEquals(declared, layers());
    browser.one("[data-key=p]").click();
    assertEquals(List.of("f5", "f6", "c3", "logits", "c1"), layers());
    assertEquals("descending", browser.attribute("th:has([data-key=p])", "aria-sort"));
    browser.one("[data-key=p]").click();
    assertEquals(List.of("c1", "logits", "c3", "f6", "f5"), layers());
    assertEquals("ascending", browser.attribute("th:has([data-key=p])", "aria-sort"));
    browser.one("[data-key=p]").click();
    assertEquals(declared, layers());
    browser.one("[data-key=layer]").click();
    assertEquals(declared, layers());
    browser.one("[data-key=r]").click();
    assertEquals(List.of("f5", "f6", "logits", "c3", "c1"), layers());
  }

  private static List<String> layers() {
    return browser.texts("#layers tbody .pick");
  }

  @Test
  void sortingKeepsLayersInTheirBlocks() throws IOException {
    open("resnet.ResNet50");
    browser.one("#layers tr[data-path=stage4] .turn").click();
    browser.one("[data-key=p]").click();
    assertEquals(
        List.of(
            "stage4",
            "stage4.0",
            "stage4.1",
            "stage4.2",
            "stage3",
            "fc",
            "stage2",
            "stage1",
            "stem",
            "pool"),
        layers());
    browser.one("#flat").click();
    assertEquals(
        List.of("stage4.0.spatial", "stage4.1.spatial", "stage4.2.spatial", "stage4.0.shortcut"),
        layers().subList(0, 4));
  }

  @Test
  void aRowHasTheFiguresOfItsLayer() throws IOException {
    open("LeNet5");
    // 5·5·6 weights and 16 biases; 10·10 places of 16·5·5·6; 16·10·10 and twice 16·5·5 floats.
    assertEquals(
        List.of(
            "c3",
            "conv 5×5 (direct), relu · max pool 2×2",
            "16×5×5",
            "2,416",
            "3.9 %",
            "240,000",
            "9.4 KiB",
            "16×16"),
        browser.texts("#layers tr[data-path=c3] td"));
    assertEquals(
        List.of("total", "", "", "61,706", "100.0 %", "416,520", "37.8 KiB", ""),
        browser.texts("#layers tfoot tr > *"));
  }

  @Test
  void theFilterFindsNamesAndKernels() throws IOException {
    open("resnet.ResNet50");
    browser.type("#filter", "SHORTCUT");
    assertEquals(
        List.of("stage1.0.shortcut", "stage2.0.shortcut", "stage3.0.shortcut", "stage4.0.shortcut"),
        layers());
    assertTrue(browser.one("#shown").getText().startsWith("4 of "));
    // 64·256 + 256·512 + 512·1024 + 1024·2048 weights, and two of each channel's batch norm.
    assertEquals("2,776,576", browser.texts("#layers tfoot tr > *").get(3));
    browser.type("#filter", "7×7");
    assertEquals(List.of("stem"), layers());
    browser.type("#filter", "(");
    assertNotEquals(List.of(), layers());
    browser.type("#filter", "nothing has this name");
    assertEquals(List.of(), layers());
    assertTrue(browser.one("#shown").getText().startsWith("none of "));
  }

  @Test
  void anInputIsNotCountedAmongTheLayers() throws IOException {
    open("TwoInputs");
    browser.type("#filter", "mas");
    assertEquals(List.of("mask"), layers());
    assertEquals("none of 3 layers", browser.one("#shown").getText());
    browser.type("#filter", "s");
    assertEquals(List.of("mask", "sum", "scores"), layers());
    assertEquals("2 of 3 layers", browser.one("#shown").getText());
  }

  @Test
  void aLayerThatIsChosenInTheGraphIsMarkedInTheTable() throws IOException {
    open("LeNet5");
    browser.one("#graph [data-path=f5]").click();
    assertEquals("f5", browser.attribute("#layers tr.chosen", "data-path"));
    browser.one("#layers tr[data-path=c1] .pick").click();
    assertEquals("c1", browser.attribute("#graph .chosen", "data-path"));
  }

  @Test
  void memoryIsWhatTheRuntimeAsksFor() throws IOException {
    int batch = 20_000_000;
    open("LeNet5");
    String before = browser.one("[data-mode=training] .total").getText();
    browser.type("#threads", "2");
    browser.type("#batch", Integer.toString(batch));
    assertNotEquals(before, browser.one("[data-mode=training] .total").getText());
    InsufficientMemoryException training =
        assertThrows(
            InsufficientMemoryException.class,
            () -> LeNet5Model.builder().batchSize(batch).threads(2).build());
    InsufficientMemoryException inference =
        assertThrows(
            InsufficientMemoryException.class,
            () -> LeNet5Model.builder().batchSize(batch).threads(2).inferenceOnly().build());
    assertNeeds(training, "training", 0);
    // Weights and biases of both convolutions, which are prepared for the first inference.
    assertNeeds(inference, "inference", Float.BYTES * (25 * 6 + 6 + 25 * 6 * 16 + 16));
  }

  /**
   * Compares what the page shows with what a model asks for.
   *
   * @param later bytes that the model takes when it is there
   */
  private static void assertNeeds(InsufficientMemoryException told, String mode, long later) {
    String total = browser.attribute("[data-mode=" + mode + "] .total", "title");
    long shown = Long.parseLong(total.replaceAll("\\D", ""));
    assertTrue(
        String.valueOf(told.getMessage()).contains(" needs %,d bytes ".formatted(shown - later)),
        () -> total + " shown for " + mode + ", but: " + told.getMessage());
  }

  @Test
  void aThousandLayersAreShownInRanges() throws IOException {
    open("Long");
    assertEquals(32, browser.all("#graph [data-path]").size());
    browser.one("#graph [data-path='c32 … c63']").click();
    assertEquals(64, browser.all("#graph [data-path]").size());
    assertEquals("c32", browser.one("#layers tr.layer [title=c32]").getText());
    browser.type("#filter", "c99");
    assertEquals(11, layers().size());
    browser.picture("Long");
  }

  @Test
  void strangeNamesAreShownAsTheyAre() throws IOException {
    open("Str$ange");
    assertEquals("Str$ange", browser.one("h1").getText());
    assertEquals(List.of("größe", "$_", "constructor", "出力"), layers());
    browser.type("#filter", "$_");
    assertEquals(List.of("$_"), layers());
  }

  /** No Java name is markup, but nothing of a page may rest on that. */
  @Test
  void markupInNamesStaysText() throws IOException {
    String name = "</script></title><img src=x onerror=\"alert(1)\"><!--{{data}}&amp;";
    Shape shape = Shape.units(3);
    ShapedNode node =
        new ShapedNode(
            0,
            name,
            name,
            new Operation.Activate(Operation.Function.RELU, 0),
            List.of(ShapedGraph.INPUT),
            List.of(shape),
            shape,
            List.of(),
            0,
            new ReceptiveField(1, 1, 1, 1, 0, 0, true),
            false);
    ShapedGraph graph =
        new ShapedGraph(
            name,
            name,
            0,
            shape,
            List.of(node),
            List.of(new LayerOutput(name, 0, Optional.empty())),
            List.of(),
            0,
            Optional.empty());
    String html = new NetworkPage().of(new Planner().plan(graph));
    Path page = Files.writeString(folder.resolve("markup.html"), html);
    browser.open(page, 1400, 900);
    assertEquals(name, browser.one("h1").getText());
    assertEquals(name, browser.script("document.title"));
    assertEquals(List.of(name), layers());
    assertEquals(List.of(), browser.all("img"));
  }

  @Test
  void onlyThePagesOwnScriptRuns() throws IOException {
    String html = Files.readString(page("LeNet5"));
    Path page = folder.resolve("injected.html");
    Files.writeString(
        page, html.replace("</body>", "<script>document.title = 'injected'</script></body>"));
    browser.open(page, 1400, 900);
    assertEquals("LeNet5", browser.script("document.title"));
    List<String> complaints = browser.complaints();
    assertEquals(1, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).contains("Content Security Policy"), complaints::toString);
  }

  @Test
  void theSameNetworkHasTheSamePage(@TempDir Path again) throws IOException {
    Path second = Declarations.process(again);
    for (String network : List.of("Long", "Str$ange")) {
      String file = "shown." + network + ".html";
      assertEquals(-1, Files.mismatch(pages.resolve(file), second.resolve(file)), network);
    }
  }

  @Test
  void pagesAreSmall() throws IOException {
    assertTrue(Files.size(page("resnet.ResNet152")) < 200_000);
  }

  @Test
  void anOptionTurnsPagesOff(@TempDir Path none) throws IOException {
    Path made = Declarations.process(none, "-Aconform.page=false");
    try (Stream<Path> files = Files.list(made)) {
      List<String> names = files.map(Path::toString).toList();
      assertTrue(names.stream().anyMatch(name -> name.endsWith(".json")));
      assertFalse(names.stream().anyMatch(name -> name.endsWith(".html")));
    }
  }
}
