package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * How the sentences of an answer fared, as the model wrote it. Headings, code and lines without words are not counted.
 *
 * @param policy what was done about those not supported
 * @param supported how many a source supports
 * @param partial how many a source supports in part
 * @param unsupported how many no source supports
 * @param withheld how many of them all were not sent
 */
public record Ledger(CitationPolicy.Mode policy, int supported, int partial, int unsupported, int withheld) {

    /** Nothing was checked. */
    public static final Ledger NONE = new Ledger(CitationPolicy.Mode.SHOW, 0, 0, 0, 0);

    public Ledger {
        requireNonNull(policy, "policy");
        if (Math.min(Math.min(supported, partial), Math.min(unsupported, withheld)) < 0) {
            throw new IllegalArgumentException("a number of sentences is negative");
        }
    }

    /** How many sentences were checked. */
    public int sentences() {
        return supported + partial + unsupported;
    }

    /** The share of the checked sentences that are supported, from 0 to 1; empty if none was checked. */
    public OptionalDouble groundedness() {
        return sentences() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) supported / sentences());
    }

    /** This, with one more sentence. */
    public Ledger with(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> new Ledger(policy, supported + 1, partial, unsupported, withheld);
            case PARTIAL -> new Ledger(policy, supported, partial + 1, unsupported, withheld);
            case UNSUPPORTED -> new Ledger(policy, supported, partial, unsupported + 1, withheld);
        };
    }

    /** This, but for how many were not sent. */
    public Ledger withholding(int sentences) {
        return new Ledger(policy, supported, partial, unsupported, sentences);
    }
}
