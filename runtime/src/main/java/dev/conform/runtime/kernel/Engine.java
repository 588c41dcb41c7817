package dev.conform.runtime.kernel;

/** What the jobs of one model share: inner loops, matrix products, workspaces and threads. */
final class Engine {

  final Primitives primitives;
  private final long stepsPerPiece;
  private final Gemm[] gemms;
  private final Taps[] taps;
  private final Workers.Team team;
  private final Tensor workspace;
  private final long workspaceFloats;

  Engine(int threads, Tensor workspace, Backend backend) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + ": it must be 1 or more");
    }
    this.primitives = backend.primitives();
    this.stepsPerPiece = backend.stepsPerPiece();
    this.gemms = new Gemm[threads];
    this.taps = new Taps[threads];
    for (int i = 0; i < threads; i++) {
      gemms[i] = backend.newGemm();
      taps[i] = new Taps();
    }
    this.team = Workers.shared().team(threads);
    this.workspace = workspace;
    this.workspaceFloats = workspace.size() / threads / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
    if (workspace.isPresent()) {
      Check.tensor("Kernels", "workspace", workspace, 0);
    }
  }

  Gemm gemm(int piece) {
    return gemms[piece];
  }

  Taps taps(int piece) {
    return taps[piece];
  }

  /** Returns the address of a piece's scratch. */
  long workspace(int piece) {
    return RawMemory.at(workspace.segment().address(), workspaceFloats * piece);
  }

  /** Refuses a job that needs more scratch than the model was built with. */
  void requireWorkspace(Conv2d conv) {
    long needed = Kernels.workspaceFloats(conv);
    if (needed > workspaceFloats) {
      throw new IllegalStateException(
          "%s needs a workspace of %,d floats for each of %d workers, but has %,d: give Kernels %,d floats"
              .formatted(
                  conv, needed, gemms.length, workspaceFloats, needed * (long) gemms.length));
    }
  }

  int threads() {
    return gemms.length;
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
