package dev.conform.processor.diag;

import java.util.Locale;

/**
 * The catalogue: every kind of problem that Conform tells of. Each has a page {@code
 * docs/errors/<id>.md} and a test; both are checked against this list.
 */
public enum Rule {
  NOT_AN_INTERFACE(Severity.ERROR, "@Network stands on something that is not an interface"),
  GENERIC_NETWORK(Severity.ERROR, "A network or a block has type parameters"),
  PRIVATE_NETWORK(Severity.ERROR, "The generated class cannot see its interface"),
  SEALED_NETWORK(Severity.ERROR, "The generated class is not permitted to implement its interface"),
  UNSUPPORTED_PARENT(Severity.ERROR, "An interface is extended whose methods would not be there"),
  EMPTY_NETWORK(Severity.ERROR, "A network has no layers"),
  GENERATED_NAME_TAKEN(Severity.ERROR, "The generated class would have the name of another class"),

  NOT_A_LAYER(Severity.ERROR, "An abstract method of a network is no layer"),
  LAYER_WITH_BODY(Severity.ERROR, "A method with a body has layer annotations"),
  LAYER_OUTSIDE_NETWORK(Severity.ERROR, "Annotations stand where they do nothing"),
  LAYER_WITHOUT_OPERATION(Severity.ERROR, "A layer has no annotation that says what it does"),
  LAYER_NAME_TAKEN(Severity.ERROR, "A method has the name of a method of every model"),
  NESTED_TYPE_NAME_TAKEN(Severity.ERROR, "A nested type hides a type the generated class uses"),

  WRONG_COUNT(Severity.ERROR, "A value has too many or too few numbers"),
  OUT_OF_RANGE(Severity.ERROR, "A number is outside the range that has a meaning"),

  NOT_AN_IMAGE(Severity.ERROR, "A layer that slides over an image reads a row of units"),
  KERNEL_EXCEEDS_INPUT(Severity.ERROR, "A kernel or a pooling window does not fit its input"),
  GROUPS_DO_NOT_DIVIDE(Severity.ERROR, "Groups do not divide the channels"),
  POOL_PADDING_TOO_LARGE(Severity.ERROR, "A pool's padding is more than half its window"),
  POOL_SEES_ONLY_PADDING(Severity.ERROR, "A pooling window lies on padding alone"),
  TOO_LARGE(Severity.ERROR, "A size is over what a Java array can hold"),

  ORDER_UNKNOWN(Severity.ERROR, "The order of the layers of a compiled interface is not known"),
  NOTHING_TO_SCALE(Severity.ERROR, "@CompoundScale stands on a network that extends none"),
  NOT_A_BLOCK(Severity.ERROR, "Something is used or declared as a block that cannot be one"),
  BLOCK_CYCLE(Severity.ERROR, "A block contains itself"),
  MISSING_DIMENSION(Severity.ERROR, "A block uses a symbol that is not given"),
  UNUSED_DIMENSION(Severity.ERROR, "A symbol is given that the block does not use"),
  UNREADABLE_DIMENSION(Severity.ERROR, "A size is no sum of symbols that can be read back"),
  SYMBOL_OUTSIDE_BLOCK(Severity.ERROR, "A symbol stands outside of a block"),
  TOO_MANY_LAYERS(Severity.ERROR, "Repetitions make more layers than one class can hold"),
  UNKNOWN_LAYER(Severity.ERROR, "A name is not that of an earlier layer"),
  FROM_NOT_FIRST(Severity.ERROR, "@From or @Input stands behind another annotation"),
  SHAPES_DIFFER(Severity.ERROR, "Layers are joined whose shapes do not fit together"),
  UNUSED_LAYER(Severity.ERROR, "Nothing reads what a layer makes"),
  NO_MAIN_OUTPUT(Severity.ERROR, "No layer makes the main output of a network"),
  NOT_IN_BLOCK(Severity.ERROR, "An annotation stands in a block that belongs on a network"),
  CONNECTIONS_DIFFER(Severity.ERROR, "A table of connections does not fit its convolution"),

  KEY_MALFORMED(Severity.ERROR, "A line of @Key cannot be understood"),
  KEY_UNUSED(Severity.ERROR, "A line of @Key fits no parameters"),
  KEY_COLLISION(Severity.ERROR, "Parameters of two layers would have the same names"),
  PRETRAINED_UNREADABLE(Severity.ERROR, "The file of @Pretrained is not there or is malformed"),
  PRETRAINED_DIFFERS(Severity.ERROR, "The file of @Pretrained holds other parameters"),

  EXPECTATION_FAILED(Severity.ERROR, "A figure is not what @Expect says"),
  EXPECTATION_MISPLACED(Severity.ERROR, "@Expect asks for a figure that is not there"),

  UNKNOWN_OPTION(Severity.ERROR, "A processor option has an unknown value"),
  OUTPUT_FAILED(Severity.ERROR, "A generated file could not be written"),
  INTERNAL_ERROR(Severity.ERROR, "Conform itself failed"),

  NO_NONLINEARITY(Severity.WARNING, "Two linear layers follow each other with nothing between"),
  BIAS_BEFORE_BATCH_NORM(Severity.WARNING, "A batch norm takes away the bias in front of it"),
  KERNEL_LARGER_THAN_MAP(Severity.WARNING, "Part of a kernel never meets anything but padding"),
  BORDER_DROPPED(Severity.WARNING, "A stride leaves border pixels unread"),
  DENSE_DOMINATES(Severity.WARNING, "One dense layer has most of the parameters"),
  RECEPTIVE_FIELD_TOO_SMALL(Severity.WARNING, "No value sees half of the image"),
  BRANCH_CENTRES_DIFFER(Severity.WARNING, "Layers are joined that look at different places"),
  RECEPTIVE_FIELD_TOO_LARGE(Severity.WARNING, "Values see far more than the image"),
  MEMORY_HEAVY(Severity.WARNING, "Training one image takes more memory than the budget");

  private final Severity severity;
  private final String summary;

  Rule(Severity severity, String summary) {
    this.severity = severity;
    this.summary = summary;
  }

  /** Returns whether it stops the compilation. */
  public Severity severity() {
    return severity;
  }

  /** Returns one sentence about it, without a full stop. */
  public String summary() {
    return summary;
  }

  /** Returns the stable name, for example {@code KernelExceedsInput}. */
  public String id() {
    StringBuilder id = new StringBuilder();
    for (String word : name().split("_", -1)) {
      id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return id.toString();
  }

  /** Returns how every message of it starts, for example {@code [Conform/KernelExceedsInput]}. */
  public String tag() {
    return "[Conform/" + id() + "]";
  }
}
