package dev.footnote.testkit;

import dev.footnote.ports.document.PagePrinter;

class InMemoryPagesTest extends PagePrinterContract {

    @Override
    protected PagePrinter pages() {
        return new InMemoryPages();
    }

    @Override
    protected String page() {
        return InMemoryPages.PAGE;
    }

    @Override
    protected String nowhere() {
        return "https://gone.test/";
    }
}
