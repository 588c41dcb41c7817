package dev.conform.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line: X04 of the fault model. */
final class OptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epoch 3            | unknown option --epoch; try --help",
        "digits               | unknown option digits; try --help",
        "--epochs             | --epochs needs a value; try --help",
        "--epochs many        | --epochs many is not a whole number",
        "--epochs 1.5         | --epochs 1.5 is not a whole number",
        "--epochs 0           | --epochs 0 is not from 1 to 10000",
        "--seed -1            | --seed -1 is not from 0 to 9223372036854775807",
        "--mnist /no/such/dir | --mnist /no/such/dir: there is no such directory",
      })
  void whatIsNotUnderstoodIsNamed(String line, String message) {
    List<String> arguments = List.of(line.split(" "));
    assertEquals(
        message,
        assertThrows(UserException.class, () -> Options.parse(arguments, "")).getMessage());
  }

  @Test
  void theSystemPropertyIsCheckedToo() {
    assertEquals(
        "-Dconform.mnist /no/such/dir: there is no such directory",
        assertThrows(UserException.class, () -> Options.parse(List.of(), "/no/such/dir"))
            .getMessage());
  }

  @Test
  void bothSourcesOfDataAreOneTooMany(@TempDir Path directory) {
    assertThrows(
        UserException.class, () -> Options.parse(List.of("--digits"), directory.toString()));
  }

  @Test
  void allOptionsAreTaken(@TempDir Path directory) throws UserException {
    Options options =
        Options.parse(
            List.of(
                "--epochs",
                "3",
                "--seed",
                "7",
                "--output",
                "o",
                "--debug",
                "--mnist",
                directory.toString()),
            "");
    assertEquals(
        new Options(Optional.of(directory), false, Optional.of(3), 7, Path.of("o"), true, false),
        options);
  }

  @Test
  void withoutOptionsThereIsADefaultForAll() throws UserException {
    Options options = Options.parse(List.of(), "");
    assertTrue(options.mnist().isEmpty());
    assertTrue(options.epochs().isEmpty());
    assertFalse(options.digits() || options.debug() || options.help());
  }
}
