package diagnostics;

import static dev.conform.dsl.Dim.*;

import dev.conform.dsl.*;
import dev.conform.runtime.Layer;

class UnreadableDimension {
  @Block
  interface Sums {
    @Conv(filters = WIDTH / 2, kernel = 1) @Relu Layer half();
//                        ^ error: [Conform/UnreadableDimension] layer half: filters is 62,074,410, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = 2 * WIDTH, kernel = {KERNEL, KERNEL * KERNEL}) @Relu Layer square();
//                                                      ^ error: [Conform/UnreadableDimension] layer square: kernel[1] is −551,673,279, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = 17 * WIDTH, kernel = 1) @Relu Layer often();
//                     ^ error: [Conform/UnreadableDimension] layer often: filters is 2,110,529,957, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = WIDTH - SQUEEZE, kernel = 1) @Relu Layer less();
//                        ^ error: [Conform/UnreadableDimension] layer less: filters is 5,914,560, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = SQUEEZE - WIDTH, kernel = 1) @Relu Layer negative();
//                          ^ error: [Conform/UnreadableDimension] layer negative: filters is −5,914,560, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = WIDTH + SQUEEZE + IN, kernel = 1) @Relu Layer three();
//                                  ^ error: [Conform/UnreadableDimension] layer three: filters is 329,249,559, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = WIDTH + 1, kernel = 1) @Relu Layer more();
//                        ^ error: [Conform/UnreadableDimension] layer more: filters is 124,148,822, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = WIDTH / 8 * 8, kernel = 1) @Relu Layer rounded();
//                            ^ error: [Conform/UnreadableDimension] layer rounded: filters is 124,148,816, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = (WIDTH + 15) / 16 * 16, kernel = 1) @Relu Layer roundedUp();
//                                    ^ error: [Conform/UnreadableDimension] layer roundedUp: filters is 124,148,832, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = IN & ~7, kernel = 1) @Relu Layer masked();
//                     ^ error: [Conform/UnreadableDimension] layer masked: filters is 86,866,472, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = (int) (IN * 0.25) * 4, kernel = 1) @Relu Layer cast();
//                                    ^ error: [Conform/UnreadableDimension] layer cast: filters is 86,866,476, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Conv(filters = WIDTH / 4096, kernel = 1) @Relu Layer tiny();
//                        ^ error: [Conform/UnreadableDimension] layer tiny: filters is 30,309, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A

    @Dense(units = 150_000) Layer large();
//                 ^ error: [Conform/UnreadableDimension] layer large: units is 150,000, which cannot be read as a sum of symbols
//     javac hands over WIDTH, IN and the others as large numbers; after other arithmetic than adding symbols they cannot be told apart
//     Sums of one or two symbols can be read, each up to 8 times (one alone up to 16), and numbers below 16,000
//     Write for example 4 * WIDTH, or IN + SQUEEZE; let the use compute what is no such sum, half of WIDTH or one more, give it as squeeze or in dims, and write SQUEEZE or A
  }
}
