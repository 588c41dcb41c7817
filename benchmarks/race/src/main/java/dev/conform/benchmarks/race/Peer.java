package dev.conform.benchmarks.race;

import dev.conform.benchmarks.Network;
import dev.conform.benchmarks.NetworkTask;
import dev.conform.benchmarks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The libraries of the race, and what their JVMs need. */
enum Peer {
  /** What the others are compared with. */
  CONFORM("conform") {
    @Override
    List<String> options(Path module) {
      return List.of("--add-modules=jdk.incubator.vector");
    }

    @Override
    boolean isStarted() {
      return true;
    }

    @Override
    boolean deploys(String jar) {
      return jar.matches("(conform-runtime|jackson|javacpp|openblas)-.*");
    }
  },

  /** Training and inference. */
  PYTORCH("pytorch") {
    @Override
    List<String> options(Path module) {
      return List.of(
          "-Dorg.bytedeco.javacpp.pathsFirst=true",
          "-Djava.library.path=" + libtorch(module),
          // Tensors are released as soon as they are done with: no collector has to look for them.
          "-Dorg.bytedeco.javacpp.nopointergc=true",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    }

    @Override
    Map<String, String> environment(Path module, int threads) throws IOException {
      Path libraries = libtorch(module);
      // One OpenMP runtime: what else asks for GNU's gets the one that libtorch brings along. Two
      // would bind their threads to the same cores.
      Files.copy(
          libraries.resolve("libgomp-98b21ff3.so.1"),
          libraries.resolve("libgomp.so.1"),
          StandardCopyOption.REPLACE_EXISTING);
      return Map.of(
          "LD_LIBRARY_PATH",
          libraries.toString(),
          "OMP_NUM_THREADS",
          Integer.toString(threads),
          "OMP_PROC_BIND",
          "true",
          // libtorch computes with MKL; the OpenBLAS that the Java API loads has nothing to do.
          "OPENBLAS_NUM_THREADS",
          "1");
    }

    private Path libtorch(Path module) {
      return module.resolve(Path.of("target", "pytorch", "cpu", "linux-x86_64"));
    }
  },

  /** Inference. */
  ONNXRUNTIME("onnxruntime") {
    @Override
    boolean does(Task task) {
      return task instanceof NetworkTask network && network.mode() == NetworkTask.Mode.INFERENCE;
    }

    @Override
    boolean isStarted() {
      return true;
    }

    @Override
    boolean deploys(String jar) {
      return jar.startsWith("onnxruntime-");
    }
  },

  /** Training and inference of networks that are chains of its layers, but for sums. */
  DEEPLEARNING4J("deeplearning4j") {
    @Override
    boolean does(Task task) {
      return task instanceof NetworkTask network
          && EnumSet.of(Network.LENET5, Network.SIMPLECNN, Network.RESNET50)
              .contains(network.network());
    }

    @Override
    List<String> options(Path module) {
      return List.of(
          "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx512",
          // What JavaCPP allows off the heap is otherwise derived from the heap's size.
          "-Dorg.bytedeco.javacpp.maxbytes=14g",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=20g");
    }

    @Override
    Map<String, String> environment(Path module, int threads) {
      String count = Integer.toString(threads);
      return Map.of("OMP_NUM_THREADS", count, "OPENBLAS_NUM_THREADS", count);
    }
  };

  private final String module;

  Peer(String module) {
    this.module = module;
  }

  /** Finds a library by its name in the arguments. */
  static Peer of(String name) {
    return Arrays.stream(values())
        .filter(peer -> peer.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown peer \"%s\"; there are %s"
                        .formatted(
                            name,
                            String.join(
                                ", ", Arrays.stream(values()).map(Peer::toString).toList()))));
  }

  /** Tells whether the library can do a task. */
  boolean does(Task task) {
    return true;
  }

  /** Tells whether the library's module has a program that starts, infers once and ends. */
  boolean isStarted() {
    return false;
  }

  /** Returns that program. */
  String firstInference() {
    return "dev.conform.benchmarks.%s.FirstInference".formatted(module);
  }

  /** Tells whether inference needs one of the jars on its class path; the others are ours. */
  boolean deploys(String jar) {
    return false;
  }

  /** Returns the directory of the module that runs the library. */
  Path module(Path benchmarks) {
    return benchmarks.resolve(module);
  }

  /** Returns the name of that module's jar. */
  String jar() {
    return "conform-benchmarks-%s.jar".formatted(module);
  }

  /** Returns what its JVM is started with besides what all are. */
  List<String> options(Path moduleDirectory) {
    return List.of();
  }

  /** Returns what is set in the environment of its JVM. */
  Map<String, String> environment(Path moduleDirectory, int threads) throws IOException {
    return Map.of();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
