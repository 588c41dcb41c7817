package dev.conform.processor.ir;

import dev.conform.processor.ir.Operation.Function;
import java.util.List;
import java.util.Optional;

/** What one annotation says of the graph; expansion makes nodes of it. */
public sealed interface Structure extends Construct {

  /** Calls the visitor's method for this kind of structure. */
  <R> R accept(Visitor<R> visitor);

  @Override
  default Structure map(Resizing sizes) {
    return this;
  }

  /** One method for each kind. */
  interface Visitor<R> {
    /** Visits a {@link From}. */
    R visit(From structure);

    /** Visits a {@link Join}. */
    R visit(Join structure);

    /** Visits a {@link Branches}. */
    R visit(Branches structure);

    /** Visits a {@link Use}. */
    R visit(Use structure);

    /** Visits a {@link Residual}. */
    R visit(Residual structure);

    /** Visits a {@link DepthwiseConv}. */
    R visit(DepthwiseConv structure);

    /** Visits a {@link SqueezeExcite}. */
    R visit(SqueezeExcite structure);
  }

  /** Reads another layer than the one before. */
  record From(String layer) implements Structure {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Joins layers by an {@link Operation.Add} or an {@link Operation.Concat}. */
  record Join(Operation operation, List<String> layers) implements Structure {
    /** Keeps an immutable copy. */
    public Join {
      layers = List.copyOf(layers);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Concatenates what blocks make of the same input; a branch with an error is empty. */
  record Branches(List<Optional<BlockCall>> calls) implements Structure {
    /** Keeps an immutable copy. */
    public Branches {
      calls = List.copyOf(calls);
    }

    @Override
    public Branches map(Resizing sizes) {
      return new Branches(calls.stream().map(call -> call.map(c -> c.map(sizes))).toList());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Repeats a block.
   *
   * @param repeat how often
   * @param numbered whether a number is part of its layers' names; it always is where there are
   *     several
   */
  record Use(BlockCall call, int repeat, boolean numbered) implements Structure {
    /** Numbers several repetitions. */
    public Use {
      numbered |= repeat > 1;
    }

    @Override
    public Use map(Resizing sizes) {
      return new Use(call.map(sizes), sizes.size(repeat), numbered);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Repeats a block and adds the input of each repetition to its output. */
  record Residual(Use use, Shortcut shortcut, Optional<Operation.Activate> activation)
      implements Structure {
    @Override
    public Residual map(Resizing sizes) {
      return new Residual(use.map(sizes), shortcut, activation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A convolution with as many groups as its input has channels. */
  record DepthwiseConv(int multiplier, Window window, boolean bias) implements Structure {
    @Override
    public DepthwiseConv map(Resizing sizes) {
      return new DepthwiseConv(sizes.size(multiplier), window.map(sizes), bias);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A gate on each channel that is computed from all channels' averages. */
  record SqueezeExcite(int ratio, Function activation) implements Structure {
    @Override
    public SqueezeExcite map(Resizing sizes) {
      return new SqueezeExcite(sizes.size(ratio), activation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** How the input of a residual block reaches the sum; named as in the annotation. */
  enum Shortcut {
    AUTO,
    IDENTITY,
    PROJECTION,
    ZERO_PAD,
    MATCHING
  }
}
