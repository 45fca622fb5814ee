package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.UnreachablePageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PagePrinter} promises. */
public abstract class PagePrinterContract {

    /** The printer to test. */
    protected abstract PagePrinter pages();

    /** Where a page is. */
    protected abstract String page();

    /** Where none is, at a host that may be asked. */
    protected abstract String nowhere();

    @Test
    void makesAFileOfAPage() {
        assertThat(pages().allows(page())).isTrue();
        PagePrinter.PrintedPage printed = pages().print(page());

        assertThat(printed.ending()).isIn("pdf", "html");
        assertThat(printed.bytes().read(new byte[100])).isPositive();
    }

    @Test
    void saysThatAPageCannotBeHad() {
        assertThat(pages().allows(nowhere())).isTrue();
        assertThatExceptionOfType(UnreachablePageException.class).isThrownBy(() -> pages().print(nowhere()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "page",
                "//page/",
                "http://",
                "http:///etc/passwd",
                "file:///etc/passwd",
                "gopher://169.254.169.254/",
                "jar:http://169.254.169.254/a.jar!/",
                "ftp://169.254.169.254/",
                "http://169.254.169.254/latest/meta-data",
                "http://[fd00:ec2::254]/",
                "http://10.1.2.3/",
                "http://[::ffff:10.1.2.3]/",
                "https://user:word@10.1.2.3/"
            })
    void asksForNothingButThePublicWeb(String url) {
        assertThat(pages().allows(url)).isFalse();
        assertThatExceptionOfType(UnreachablePageException.class).isThrownBy(() -> pages().print(url));
    }
}
