package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnreadableDimension {
  @Block
  interface Sums {
    @Conv(filters = WIDTH / 2, kernel = 1) @Relu Layer half();
//                        ^ error: [Conform/UnreadableDimension] layer half: filters is 16,945,142, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = 2 * WIDTH, kernel = {KERNEL, KERNEL * KERNEL}) @Relu Layer square();
//                                                      ^ error: [Conform/UnreadableDimension] layer square: kernel[1] is −387,272,479, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = 17 * WIDTH, kernel = 1) @Relu Layer often();
//                     ^ error: [Conform/UnreadableDimension] layer often: filters is 576,134,828, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = WIDTH - SQUEEZE, kernel = 1) @Relu Layer less();
//                        ^ error: [Conform/UnreadableDimension] layer less: filters is −94,056,887, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = SQUEEZE - WIDTH, kernel = 1) @Relu Layer negative();
//                          ^ error: [Conform/UnreadableDimension] layer negative: filters is 94,056,887, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = WIDTH + SQUEEZE + IN, kernel = 1) @Relu Layer three();
//                                  ^ error: [Conform/UnreadableDimension] layer three: filters is 290,808,323, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = WIDTH + 101, kernel = 1) @Relu Layer far();
//                        ^ error: [Conform/UnreadableDimension] layer far: filters is 33,890,385, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Dense(units = 150_000) Layer large();
//                 ^ error: [Conform/UnreadableDimension] layer large: units is 150,000, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 10; so can numbers below 30,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE
  }
}
