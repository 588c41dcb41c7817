package dev.conform.processor.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNameTest {

  @ParameterizedTest
  @CsvSource({
    "LeNet5, LeNet5Model",
    "Outer.Inner, Outer_InnerModel",
    "$, $Model",
    "Сеть, U0421U0435U0442U044CModel",
    "naïve, naU00EFveModel",
  })
  void theNameIsAscii(String declaration, String name) {
    assertEquals(name, ModelName.of(declaration));
  }
}
