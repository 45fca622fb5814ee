package dev.footnote.application.identity;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.Ports;
import dev.footnote.ports.store.ApiTokenRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** API keys: create, replace, list, remove. */
public final class ManageApiTokens {

    private static final int SHARE_LENGTH = 32;
    private static final int TOLD_LENGTH = 12;

    private final Ports ports;
    private final AuditTrail trail;

    public ManageApiTokens(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /** Makes a key for the caller's tenant that does not expire. */
    public Created create(Caller caller) {
        return create(caller, Wanted.PLAIN);
    }

    /**
     * Makes a key.
     *
     * @throws NotFound if the dialog, or the key to replace, is not the caller's
     * @throws Invalid if it would have expired already
     */
    public Created create(Caller caller, Wanted wanted) {
        wanted.dialog()
                .filter(id -> ports.dialogs().find(caller.tenant(), id).isEmpty())
                .ifPresent(id -> {
                    throw new NotFound(Thing.DIALOG, id.value());
                });
        Instant now = ports.clock().instant();
        wanted.expiresAt().filter(at -> !at.isAfter(now)).ifPresent(at -> {
            throw new Invalid(Thing.CREDENTIAL, Problem.MALFORMED, at.toString());
        });
        var made = new Created(
                new Secret(wanted.prefix() + ports.ids().secret().value()),
                new Secret(ports.ids().secret().value().substring(0, SHARE_LENGTH)),
                now,
                wanted.expiresAt());
        ports.transactions().inTransaction(() -> {
            wanted.replaces().ifPresent(old -> endSoon(caller, old, now));
            trail.note(caller, Action.CREATED, Thing.CREDENTIAL, told(made.key().hash()), () -> {
                keep(caller, wanted, made);
                return true;
            });
            return made;
        });
        return made;
    }

    private void endSoon(Caller caller, Replaced old, Instant now) {
        ApiToken token = ports.apiTokens()
                .findByHash(old.key().hash())
                .filter(found -> found.tenant().equals(caller.tenant()))
                .orElseThrow(() -> new NotFound(Thing.CREDENTIAL, ""));
        Instant end = now.plus(old.overlap());
        if (token.validAt(end)) {
            trail.note(
                    caller,
                    Action.CHANGED,
                    Thing.CREDENTIAL,
                    told(token.hash()),
                    () -> ports.apiTokens().expire(caller.tenant(), token.hash(), end));
        }
    }

    private void keep(Caller caller, Wanted wanted, Created made) {
        var token = new ApiToken(
                caller.tenant(),
                made.key().hash(),
                made.share().hash(),
                Optional.of(new ApiToken.Sealed(
                        ports.vault().seal(made.key()), ports.vault().seal(made.share()))),
                made.at(),
                made.expiresAt(),
                Optional.empty());
        wanted.dialog()
                .ifPresentOrElse(
                        dialog -> ports.apiTokens().addShare(token, dialog),
                        () -> ports.apiTokens().add(token));
    }

    /** The keys of the caller's tenant, newest first. */
    public List<Listed> list(Caller caller) {
        return ports.apiTokens().list(caller.tenant()).stream()
                .map(this::listed)
                .toList();
    }

    private Listed listed(ApiTokenRepository.Entry entry) {
        Optional<ApiToken.Sealed> texts = entry.token().texts();
        return new Listed(
                entry.token(),
                entry.dialog(),
                texts.flatMap(kept -> ports.vault().open(kept.key())),
                texts.flatMap(kept -> ports.vault().open(kept.share())));
    }

    /** Removes the key, which opens nothing from then on; says whether the caller's tenant had it. */
    public boolean remove(Caller caller, Secret key) {
        return trail.note(
                caller,
                Action.REMOVED,
                Thing.CREDENTIAL,
                told(key.hash()),
                () -> ports.apiTokens().remove(caller.tenant(), key.hash()));
    }

    /** How a key is called where it must not be told: the beginning of its hash. */
    private static String told(String hash) {
        return hash.substring(0, TOLD_LENGTH);
    }

    /**
     * A key to be made.
     *
     * @param prefix what it begins with, so that its users recognise it
     * @param dialog what its share token opens; empty for nothing
     * @param expiresAt until when it holds; empty for good
     * @param replaces an older key that ends
     */
    public record Wanted(
            String prefix, Optional<DialogId> dialog, Optional<Instant> expiresAt, Optional<Replaced> replaces) {
        static final Wanted PLAIN = new Wanted("", Optional.empty(), Optional.empty(), Optional.empty());

        public Wanted {
            requireNonNull(prefix, "prefix");
            requireNonNull(dialog, "dialog");
            requireNonNull(expiresAt, "expiresAt");
            requireNonNull(replaces, "replaces");
        }

        /** A key that begins so, for good. */
        public static Wanted beginning(String prefix) {
            return new Wanted(prefix, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * A key that another one takes the place of.
     *
     * @param overlap how long it still holds, so that its users can change over; not negative
     */
    public record Replaced(Secret key, Duration overlap) {
        public Replaced {
            requireNonNull(key, "key");
            if (overlap.isNegative()) {
                throw new IllegalArgumentException("the overlap is %s, must not be negative".formatted(overlap));
            }
        }
    }

    /** A new key, and the token that may stand in a web page. */
    public record Created(Secret key, Secret share, Instant at, Optional<Instant> expiresAt) {}

    /**
     * A key in a list.
     *
     * @param dialog what its share token opens
     * @param key its text; empty if that was not kept, or cannot be read any more
     * @param share the same of the share token
     */
    public record Listed(ApiToken token, Optional<DialogId> dialog, Optional<Secret> key, Optional<Secret> share) {}
}
