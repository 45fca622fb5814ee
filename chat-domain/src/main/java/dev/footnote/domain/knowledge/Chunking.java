package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/** How a document is cut into chunks. */
public sealed interface Chunking {

    /** The name by which clients choose it. */
    String method();

    /** The method for a file of this name that no other one fits, whatever its knowledge base uses; often none. */
    static Optional<Chunking> byType(String name) {
        String ending = FileCategory.suffix(name).toLowerCase(Locale.ROOT);
        return switch (FileCategory.of(name)) {
            case PICTURE -> Optional.of(new Unavailable("picture"));
            case AUDIO -> Optional.of(new Unavailable("audio"));
            case TEXT ->
                ending.equals("ppt") || ending.equals("pptx")
                        ? Optional.of(new Special(Form.PRESENTATION))
                        : Optional.empty();
            case PDF, OTHER -> Optional.empty();
        };
    }

    /**
     * Pieces of running text, filled up to a number of tokens.
     *
     * @param maxTokens a chunk is closed by the first piece that takes it over this, from 1 to 2048
     * @param delimiter single characters at which plain text may be cut, and longer delimiters between backticks, at
     *     which it is always cut; the two characters backslash and n stand for a line break
     * @param overlapPercent how much of a chunk's end begins the next one, from 0 to 90
     * @param sheetsAsTables whether the rows of a sheet become tables of twelve rows, each a chunk
     * @param children delimiters, written as {@code delimiter}, behind each of which a chunk is cut into smaller ones:
     *     these are found, and the chunk told in their place; empty to find the chunks themselves
     * @param outlined whether a table of contents is made of the headings
     */
    record General(
            int maxTokens,
            String delimiter,
            int overlapPercent,
            boolean sheetsAsTables,
            Optional<String> children,
            boolean outlined)
            implements Chunking {

        /** What holds where nothing is set. */
        public static final General DEFAULT = new General(512, "\n", 0);

        public General {
            requireNonNull(delimiter, "delimiter");
            requireNonNull(children, "children");
            if (maxTokens < 1 || maxTokens > 2048) {
                throw new IllegalArgumentException("maxTokens is %d, must be from 1 to 2048".formatted(maxTokens));
            }
            if (overlapPercent < 0 || overlapPercent > 90) {
                throw new IllegalArgumentException(
                        "overlapPercent is %d, must be from 0 to 90".formatted(overlapPercent));
            }
        }

        /** These three, and rows as lines. */
        public General(int maxTokens, String delimiter, int overlapPercent) {
            this(maxTokens, delimiter, overlapPercent, false, Optional.empty(), false);
        }

        @Override
        public String method() {
            return "naive";
        }
    }

    /** A method that follows the form of a kind of document and has no settings. */
    record Special(Form form) implements Chunking {
        public Special {
            requireNonNull(form, "form");
        }

        @Override
        public String method() {
            return form.method();
        }
    }

    /** A method that clients can choose and that is not available here: parsing fails and says so. */
    record Unavailable(String method) implements Chunking {
        public Unavailable {
            requireNonNull(method, "method");
        }
    }

    /** The forms of documents that have a method of their own. */
    enum Form {
        /** Questions with their answers: a chunk each. */
        QA(
                "qa",
                "xls xlsx txt csv pdf md markdown mdx docx",
                "Excel, csv(txt), pdf, markdown and docx format files are supported."),
        /** Rows under a header: a chunk each. */
        TABLE("table", "xls xlsx txt csv", "file type not supported yet(excel, text, csv supported)"),
        /** Texts with their tags: a chunk each. */
        TAG("tag", "xls xlsx txt csv", "Excel, csv(txt) format files are supported."),
        /** The whole document: one chunk. */
        ONE(
                "one",
                "docx pdf xls xlsx txt md markdown mdx htm html doc",
                "file type not supported yet(doc, docx, pdf, txt supported)"),
        /** Parts, chapters, sections: a chunk with its headings above it. */
        BOOK("book", "docx pdf txt htm html doc", "file type not supported yet(doc, docx, pdf, txt supported)"),
        /** Articles under their headings. */
        LAWS(
                "laws",
                "docx pdf txt md markdown mdx htm html doc",
                "file type not supported yet(doc, docx, pdf, txt supported)"),
        /** Sections of a handbook. */
        MANUAL("manual", "pdf docx doc", "file type not supported yet(pdf and docx supported)"),
        /** An abstract and sections. */
        PAPER("paper", "pdf", "file type not supported yet(pdf supported)"),
        /** Slides or pages: a chunk each. */
        PRESENTATION("presentation", "ppt pptx pdf", "file type not supported yet(ppt, pptx, pdf supported)");

        private final String method;
        private final String endings;
        private final String refusal;

        Form(String method, String endings, String refusal) {
            this.method = method;
            this.endings = " " + endings + " ";
            this.refusal = refusal;
        }

        /** The name by which clients choose it. */
        public String method() {
            return method;
        }

        /** Whether it is meant for files whose names end so, in lower case and without dot. */
        public boolean takes(String ending) {
            return endings.contains(" " + ending + " ");
        }

        /** What people are told who chose it for another file. */
        public String refusal() {
            return refusal;
        }

        /** The form of that name, if there is one. */
        public static Optional<Form> of(String method) {
            for (Form form : values()) {
                if (form.method.equals(method)) {
                    return Optional.of(form);
                }
            }
            return Optional.empty();
        }
    }
}
