package dev.conform.runtime.kernel;

import org.jspecify.annotations.Nullable;

/** What the jobs of one model share: inner loops, matrix products, workspaces and threads. */
final class Engine {

  /** The inner loops; at first others, with the same bits, where an inference is the first one. */
  Primitives primitives;

  private final long stepsPerPiece;
  private final Backend backend;
  private final @Nullable Gemm[] gemms;
  private final Taps[] taps;
  private final StridedView[] views;
  private final Workers.Team team;
  private final Tensor workspace;
  private final long workspaceFloats;

  /** Whether gradients of parameters are added to what lies in their memory. */
  private boolean accumulates;

  Engine(int threads, Tensor workspace, Backend backend) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + ": it must be 1 or more");
    }
    this.backend = backend;
    this.primitives = backend.primitives();
    this.stepsPerPiece = backend.stepsPerPiece();
    this.gemms = new Gemm[threads];
    this.taps = new Taps[threads];
    this.views = new StridedView[threads];
    for (int i = 0; i < threads; i++) {
      taps[i] = new Taps();
      views[i] = new StridedView();
    }
    this.team = Workers.shared().team(threads);
    this.workspace = workspace;
    this.workspaceFloats = workspace.size() / threads / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
    if (workspace.isPresent()) {
      Check.tensor("Kernels", "workspace", workspace, 0);
    }
  }

  /** Returns the matrix product of a piece, which is made when it is first wanted. */
  Gemm gemm(int piece) {
    Gemm gemm = gemms[piece];
    if (gemm == null) {
      gemm = backend.newGemm();
      gemms[piece] = gemm;
    }
    return gemm;
  }

  Taps taps(int piece) {
    return taps[piece];
  }

  /** Returns a view that a piece sets for its own products. */
  StridedView view(int piece) {
    return views[piece];
  }

  /** Returns the address of a piece's scratch. */
  long workspace(int piece) {
    return RawMemory.at(workspace.segment().address(), workspaceFloats * piece);
  }

  /**
   * Returns the address of scratch that all pieces share; Winograd's kernels lie there, or blocks
   * of them.
   */
  long shared() {
    return workspace.segment().address();
  }

  /** Returns the address of a piece's scratch beside transformed kernels. */
  long winogradScratch(Conv2d conv, int piece) {
    return RawMemory.at(
        shared(), Kernels.sharedFloats(conv) + Kernels.workspaceFloats(conv) * piece);
  }

  /** Refuses a job that needs more scratch than the model was built with. */
  void requireWorkspace(Conv2d conv) {
    requireWorkspace(conv, Kernels.sharedFloats(conv), Kernels.workspaceFloats(conv));
  }

  /** Refuses a convolution that makes rows for a window, likewise. */
  void requireWorkspace(Conv2d conv, Window window) {
    requireWorkspace(conv, 0, Kernels.workspaceFloats(conv, window));
  }

  private void requireWorkspace(Conv2d conv, long sharedFloats, long floats) {
    long needed = sharedFloats + floats * gemms.length;
    if (needed > workspace.size()) {
      throw new IllegalStateException(
          "%s with %d workers needs a workspace of %,d floats, but has %,d: give Kernels what its workspaceFloats and sharedFloats say"
              .formatted(conv, gemms.length, needed, workspace.size()));
    }
  }

  void beginInference(long macs) {
    primitives = backend.forInference(macs);
  }

  void endInference() {
    primitives = backend.afterInference(primitives);
  }

  int threads() {
    return gemms.length;
  }

  /** Says whether gradients of parameters are added to what lies in their memory. */
  void accumulate(boolean newAccumulates) {
    accumulates = newAccumulates;
  }

  boolean accumulates() {
    return accumulates;
  }

  /**
   * Returns into how many pieces work is cut. That depends on the shapes alone, so that the same
   * call gives the same bits.
   *
   * @param units that cannot be cut further
   * @param steps how much it is, in vectors of 16 floats read or multiplied
   */
  int pieces(long units, long steps) {
    return (int) Math.max(1, Math.min(Math.min(gemms.length, units), steps / stepsPerPiece));
  }

  void run(Job job, int pieces) {
    team.run(job, pieces);
  }

  void run(Job job, long units, long steps) {
    team.run(job, pieces(units, steps));
  }
}
