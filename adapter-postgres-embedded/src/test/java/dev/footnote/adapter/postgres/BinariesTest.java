package dev.footnote.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinariesTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, /postgres-linux-x86_64.txz",
        "Linux, aarch64, /postgres-linux-arm_64.txz",
        "Mac OS X, aarch64, /postgres-darwin-arm_64.txz"
    })
    void areChosenByPlatform(String os, String processor, String resource) {
        assertThat(Binaries.of(os, processor)).isEqualTo(new Binaries(resource));
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Mac OS X, x86_64", "Linux, riscv64"})
    void nameThePlatformTheyAreNotShippedFor(String os, String processor) {
        assertThatExceptionOfType(PostgresFailure.class)
                .isThrownBy(() -> Binaries.of(os, processor))
                .withMessageContaining(os)
                .withMessageContaining(processor);
    }
}
