package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class NotAnInterface {
  @Network(input = {1, 8, 8})
//^ error: [Conform/NotAnInterface] NotAnInterface.Abstract is a class, but a network is declared by an interface
//     Write public interface Abstract
  abstract static class Abstract {
    @Dense(units = 10) abstract Layer logits();
  }

  @Network(input = {1, 8, 8})
//^ error: [Conform/NotAnInterface] NotAnInterface.Enumeration is an enum, but a network is declared by an interface
//     Write public interface Enumeration
  enum Enumeration { ONE }

  @Network(input = {1, 8, 8})
//^ error: [Conform/NotAnInterface] NotAnInterface.Recorded is a record, but a network is declared by an interface
//     Write public interface Recorded
  record Recorded(int one) {}

  @Network(input = {1, 8, 8})
//^ error: [Conform/NotAnInterface] NotAnInterface.Annotated is an annotation, but a network is declared by an interface
//     Write public interface Annotated
  @interface Annotated {}
}
