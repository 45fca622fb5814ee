package dev.footnote.ports.index;

/** Vectors were to be added to an index that has another model's; nothing was. */
public final class OtherModelException extends IndexException {

    private static final long serialVersionUID = 1L;

    /**
     * @param given the model of the vectors
     * @param has the model of the index
     */
    public OtherModelException(String given, String has) {
        super("the index has vectors of %s, not of %s".formatted(has, given), null);
    }
}
