package dev.conform.runtime.kernel;

/** A job whose pieces all run the same code, which knows what is left to do. */
final class CommonJob extends Job {

  private final Runnable work;

  CommonJob(Runnable work) {
    this.work = work;
  }

  @Override
  void run(int piece, int pieces) {
    work.run();
  }
}
