package dev.footnote.domain.knowledge;

import java.util.Locale;
import java.util.Set;

/** What kind of file a document is, by the ending of its name. The lists are those that existing clients expect. */
public enum FileCategory {
    PDF("pdf"),
    TEXT("msg eml doc docx ppt pptx yml yaml xml htm html json jsonl ldjson csv txt ini xls xlsx wps "
            + "rtf hlp pages numbers key md markdown mdx py js java c cpp h php go ts sh cs kt sql epub"),
    AUDIO("wav flac ape alac wavpack wv mp3 aac ogg vorbis opus"),
    PICTURE("jpg jpeg png tif gif pcx tga exif fpx svg psd cdr pcd dxf ufo eps ai raw webp avif apng "
            + "icon ico mpg mpeg avi rm rmvb mov wmv asf dat asx wvx mpe mpa mp4 mkv"),
    OTHER("");

    private static final Set<String> DRAWN = Set.of("jpg", "jpeg", "png", "gif", "tif");

    private final String suffixes;

    FileCategory(String suffixes) {
        this.suffixes = " " + suffixes + " ";
    }

    /** The category of a file of this name; {@link #OTHER} cannot be uploaded. */
    public static FileCategory of(String name) {
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (FileCategory category : values()) {
            if (!suffix.isBlank() && category.suffixes.contains(" " + suffix + " ")) {
                return category;
            }
        }
        return OTHER;
    }

    /** Whether a small picture can be made of a file of this name, unless it is broken. */
    public static boolean isDrawn(String name) {
        return of(name) == PDF || DRAWN.contains(suffix(name).toLowerCase(Locale.ROOT));
    }

    /** The part of {@code name} behind its last dot, in the case it was written; empty if there is none. */
    public static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1);
    }

    /** The endings of names of this category, in lower case and without dot. */
    public Set<String> endings() {
        return suffixes.isBlank() ? Set.of() : Set.of(suffixes.strip().split(" "));
    }
}
