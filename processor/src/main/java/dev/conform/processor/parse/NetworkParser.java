package dev.conform.processor.parse;

import dev.conform.processor.diag.Checked;
import dev.conform.processor.diag.Diagnostic;
import dev.conform.processor.diag.Position;
import dev.conform.processor.diag.Rule;
import dev.conform.processor.ir.BorrowedPosition;
import dev.conform.processor.ir.Expectation;
import dev.conform.processor.ir.FreezeDecl;
import dev.conform.processor.ir.KeyDecl;
import dev.conform.processor.ir.LayerDecl;
import dev.conform.processor.ir.ModelName;
import dev.conform.processor.ir.NetworkDecl;
import dev.conform.processor.ir.PretrainedDecl;
import dev.conform.processor.ir.Shape;
import dev.conform.processor.javac.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads an interface with {@code @Network}. */
public final class NetworkParser {

  /** What changes the sizes of inherited layers. */
  private static final List<String> RESIZING = List.of("CompoundScale", "Network");

  private final Elements elements;
  private final Annotations annotations;
  private final Declarations declarations;
  private final SourceTypes sources;

  /**
   * Prepares to read what one compiler knows.
   *
   * @param sources the types whose source it has
   */
  public NetworkParser(Elements elements, SourceTypes sources) {
    this.elements = elements;
    this.annotations = new Annotations(elements);
    this.declarations = new Declarations(elements);
    this.sources = sources;
  }

  /**
   * Returns what was written, with gaps where it means nothing; nothing at all if the type is no
   * interface.
   */
  public Checked<NetworkDecl> parse(TypeElement type) {
    if (type.getKind() != ElementKind.INTERFACE) {
      return Checked.failed(List.of(notAnInterface(type)));
    }
    List<Diagnostic> problems = new ArrayList<>();
    problems.addAll(new InterfaceChecks(elements).check(type));
    return Checked.of(new Inheritance(type, problems).network(type), problems);
  }

  /** Reads a network and those that it extends. */
  private final class Inheritance {
    private final Position use;
    private final List<Diagnostic> problems;
    private final BlockParser blocks;
    private final LayerParser layerParser;
    private final MethodOrder order;

    /** Whether the order of all layers is known; if not, nothing more is said of the network. */
    private boolean ordered = true;

    /**
     * Prepares to read.
     *
     * @param type the network that is compiled
     */
    Inheritance(TypeElement type, List<Diagnostic> problems) {
      this.use = SourcePosition.of(type);
      this.problems = problems;
      this.blocks = new BlockParser(elements, sources, problems);
      this.layerParser =
          LayerParser.ofNetwork(
              annotations,
              new ModelMethods(elements),
              new OperationParser(blocks, Symbols.ofNetwork(), problems),
              problems);
      this.order = new MethodOrder(elements, annotations, sources, problems);
    }

    NetworkDecl network(TypeElement type) {
      String name = interfaceName(type);
      Optional<NetworkDecl> parent = declarations.parent(type).map(this::network);
      Optional<CompoundScaling> scaling = scaling(type, name, parent.isPresent());
      Map<String, LayerDecl> layers = new LinkedHashMap<>();
      for (LayerDecl layer : parent.map(NetworkDecl::layers).orElse(List.of())) {
        LayerDecl inherited =
            layer.inherited(inheritance(type, parent.orElseThrow(), layer.name()));
        layers.put(layer.name(), scaling.map(s -> s.scale(inherited)).orElse(inherited));
      }
      Optional<List<ExecutableElement>> methods = order.methods(type, ModelName.of(name), use);
      ordered &= methods.isPresent();
      boolean tried = !layers.isEmpty() || !ordered;
      List<String> own = new ArrayList<>();
      for (ExecutableElement method : methods.orElse(List.of())) {
        tried |= LayerParser.isMeantAsLayer(method) || Annotations.onLayer(method).isPresent();
        layerParser
            .parse(method)
            .map(layer -> sources.isElsewhere(type) ? layer.inherited(place -> use) : layer)
            .ifPresent(
                layer -> {
                  layers.put(layer.name(), layer);
                  own.add(layer.name());
                });
      }
      if (!tried) {
        problems.add(
            Diagnostic.of(Rule.EMPTY_NETWORK, SourcePosition.of(type), "%s has no layers", name)
                .line(
                    "Add a method for each layer, for example @Dense(units = 10) Layer logits();"));
      }
      Set<String> silenced = new HashSet<>(parent.map(NetworkDecl::silenced).orElse(Set.of()));
      silenced.addAll(Annotations.silenced(type));
      return new NetworkDecl(
          elements.getPackageOf(type).getQualifiedName().toString(),
          name,
          year(type, name, parent),
          input(type, name, parent, scaling),
          ordered ? List.copyOf(layers.values()) : List.of(),
          ordered ? keys(type, parent) : List.of(),
          ordered ? pretrained(type, own) : Optional.empty(),
          ordered ? freeze(type) : Optional.empty(),
          ordered ? expectations(type, name) : List.of(),
          silenced,
          SourcePosition.of(type));
    }

    /** Returns how the places of an inherited layer are seen from the network that inherits it. */
    private UnaryOperator<Position> inheritance(
        TypeElement type, NetworkDecl parent, String layer) {
      Position user =
          sources.isElsewhere(type)
              ? use
              : RESIZING.stream()
                  .flatMap(name -> annotations.reader(type, name).stream())
                  .map(AnnotationReader::position)
                  .findFirst()
                  .orElseGet(() -> SourcePosition.of(type));
      String inherits =
          "%s inherits layer %s from %s"
              .formatted(interfaceName(type), layer, parent.interfaceName());
      return written -> new BorrowedPosition(written, parent, user, inherits);
    }

    /** Returns the year of what is scaled or changed in a few layers, unless it has its own. */
    private int year(TypeElement type, String name, Optional<NetworkDecl> parent) {
      return annotations
          .reader(type, "Network")
          .map(own -> values(own, name).given("year").orElse(0))
          .orElseGet(() -> parent.map(NetworkDecl::year).orElse(0));
    }

    private Optional<Shape> input(
        TypeElement type,
        String name,
        Optional<NetworkDecl> parent,
        Optional<CompoundScaling> scaling) {
      Optional<AnnotationReader> own = annotations.reader(type, "Network");
      if (own.isPresent()) {
        scaling.flatMap(CompoundScaling::resolution).ifPresent(side -> inputTwice(type, name));
        return values(own.get(), name).shape("input");
      }
      return parent
          .flatMap(NetworkDecl::input)
          .map(shape -> scaling.map(s -> s.scale(shape)).orElse(shape));
    }

    private void inputTwice(TypeElement type, String name) {
      problems.add(
          Diagnostic.of(
                  Rule.WRONG_COUNT,
                  annotations.reader(type, "CompoundScale").orElseThrow().at("resolution"),
                  "%s: @Network and @CompoundScale both say how large the images are, but one of the"
                      + " two can",
                  name)
              .line("Remove resolution, or let the network inherit its input and remove @Network"));
    }

    private Optional<CompoundScaling> scaling(TypeElement type, String name, boolean inherits) {
      Optional<AnnotationReader> reader = annotations.reader(type, "CompoundScale");
      if (reader.isPresent() && !inherits) {
        problems.add(
            Diagnostic.of(
                    Rule.NOTHING_TO_SCALE,
                    reader.get().position(),
                    "%s extends no network that @CompoundScale could scale",
                    name)
                .line(
                    "Write it on an interface that extends %s, or write other sizes here",
                    type.getSimpleName()));
        return Optional.empty();
      }
      return reader.flatMap(
          r -> {
            Values values = values(r, name);
            Optional<Double> width = values.number("width", "width", Range.over0Under(1e3));
            Optional<Double> depth = values.number("depth", "depth", Range.over0Under(1e3));
            Optional<Integer> resolution = values.given("resolution");
            Optional<Integer> divisor = values.positive("divisor");
            return width.flatMap(
                w ->
                    depth.flatMap(
                        d -> divisor.map(unit -> new CompoundScaling(w, d, resolution, unit))));
          });
    }

    private List<KeyDecl> keys(TypeElement type, Optional<NetworkDecl> parent) {
      List<KeyDecl> keys = new ArrayList<>();
      annotations
          .reader(type, "Key")
          .ifPresent(
              reader -> {
                List<String> lines = reader.texts("value").orElse(List.of());
                if (reader.texts("value").filter(List::isEmpty).isPresent()) {
                  problems.add(noLines(type, reader));
                }
                for (int i = 0; i < lines.size(); i++) {
                  String place = lines.size() == 1 ? "value" : "value[" + i + "]";
                  keys.add(new KeyDecl(lines.get(i), false, reader.at(place)));
                }
              });
      for (KeyDecl key : parent.map(NetworkDecl::keys).orElse(List.of())) {
        keys.add(new KeyDecl(key.text(), true, use));
      }
      return keys;
    }

    private Diagnostic noLines(TypeElement type, AnnotationReader reader) {
      return Diagnostic.of(
              Rule.WRONG_COUNT, reader.position(), "%s: @Key has no lines", interfaceName(type))
          .line("Write for example @Key(\"stem -> conv1\"), or remove it");
    }

    /** What an interface declares itself is new; a network that extends none is all in the file. */
    private Optional<PretrainedDecl> pretrained(TypeElement type, List<String> own) {
      List<String> fresh = declarations.parent(type).isPresent() ? own : List.of();
      return annotations
          .reader(type, "Pretrained")
          .flatMap(
              reader ->
                  reader
                      .texts("value")
                      .map(names -> new PretrainedDecl(names.get(0), fresh, reader.at("value"))));
    }

    private Optional<FreezeDecl> freeze(TypeElement type) {
      return annotations
          .reader(type, "Freeze")
          .flatMap(
              reader ->
                  reader
                      .texts("upTo")
                      .map(names -> new FreezeDecl(names.get(0), reader.at("upTo"))));
    }

    private List<Expectation> expectations(TypeElement type, String name) {
      return annotations
          .reader(type, "Expect")
          .map(reader -> new ExpectationParser(reader, name + ": ", problems).ofNetwork())
          .orElse(List.of());
    }

    private Values values(AnnotationReader reader, String name) {
      return new Values(reader, name + ": ", problems, Symbols.ofNetwork());
    }
  }

  /** Returns the name inside the package: {@code Outer.Inner}. */
  public static String interfaceName(TypeElement type) {
    Element outer = type.getEnclosingElement();
    String name = type.getSimpleName().toString();
    return outer instanceof TypeElement enclosing ? interfaceName(enclosing) + "." + name : name;
  }

  /** Returns what a type is, with its article. */
  static String kind(TypeElement type) {
    return switch (type.getKind()) {
      case ENUM -> "an enum";
      case RECORD -> "a record";
      case ANNOTATION_TYPE -> "an annotation";
      case INTERFACE -> "an interface";
      default -> "a class";
    };
  }

  private Diagnostic notAnInterface(TypeElement type) {
    return Diagnostic.of(
            Rule.NOT_AN_INTERFACE,
            annotations.position(type, "Network"),
            "%s is %s, but a network is declared by an interface",
            interfaceName(type),
            kind(type))
        .line("Write public interface %s", type.getSimpleName());
  }
}
