package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnreadableDimension {
  @Block
  interface Sums {
    @Conv(filters = WIDTH / 2, kernel = 1) @Relu Layer half();
//                        ^ error: [Conform/UnreadableDimension] layer half: filters is 23,489,602, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = 2 * WIDTH, kernel = {KERNEL, KERNEL * KERNEL}) @Relu Layer square();
//                                                      ^ error: [Conform/UnreadableDimension] layer square: kernel[1] is −98,108,124, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = 17 * WIDTH, kernel = 1) @Relu Layer often();
//                     ^ error: [Conform/UnreadableDimension] layer often: filters is 798,646,485, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = WIDTH - SQUEEZE, kernel = 1) @Relu Layer less();
//                        ^ error: [Conform/UnreadableDimension] layer less: filters is 14,955,380, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = SQUEEZE - WIDTH, kernel = 1) @Relu Layer negative();
//                          ^ error: [Conform/UnreadableDimension] layer negative: filters is −14,955,380, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = WIDTH + SQUEEZE + IN, kernel = 1) @Relu Layer three();
//                                  ^ error: [Conform/UnreadableDimension] layer three: filters is 94,159,400, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Conv(filters = WIDTH + 101, kernel = 1) @Relu Layer far();
//                        ^ error: [Conform/UnreadableDimension] layer far: filters is 46,979,306, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE

    @Dense(units = 150_000) Layer large();
//                 ^ error: [Conform/UnreadableDimension] layer large: units is 150,000, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), plus or minus up to 100; so can numbers below 100,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; for half of WIDTH let the use give the half as squeeze, and write SQUEEZE
  }
}
