package diagnostics;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class GeneratedNameTaken {
  @Network(input = {1, 8, 8})
  interface Net {
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 8, 8})
  interface NET {
//^ error: [Conform/GeneratedNameTaken] diagnostics.GeneratedNameTaken.NET becomes the class diagnostics.GeneratedNameTaken_NETModel, but diagnostics.GeneratedNameTaken_NetModel (of diagnostics.GeneratedNameTaken.Net) exists already
//     Upper and lower case count as equal, because in many file systems they are
//     Rename one of them
    @Dense(units = 10) Layer logits();
  }

  @Network(input = {1, 8, 8})
  interface Written {
//^ error: [Conform/GeneratedNameTaken] diagnostics.GeneratedNameTaken.Written becomes the class diagnostics.GeneratedNameTaken_WrittenModel, but diagnostics.GeneratedNameTaken_WrittenModel exists already
//     Upper and lower case count as equal, because in many file systems they are
//     Rename one of them
    @Dense(units = 10) Layer logits();
  }
}

class GeneratedNameTaken_WrittenModel {}
