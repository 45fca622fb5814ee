package dev.footnote.adapter.http;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.footnote.adapter.http.Tickets.Ticket;
import dev.footnote.application.identity.Authenticate;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Finds out who sends a request, by its {@code Authorization} header. */
final class Authentication {

    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

    private final Authenticate authenticate;
    private final Profile profile;
    private final Tickets tickets;
    private final Guesses guesses;

    Authentication(Authenticate authenticate, Profile profile, Tickets tickets, Guesses guesses) {
        this.authenticate = authenticate;
        this.profile = profile;
        this.tickets = tickets;
        this.guesses = guesses;
    }

    /** The ticket of a request to a route that takes one; refuses one that does not open what is asked for. */
    Optional<Ticket> ticket(Context context, Credential credential) {
        String text = context.queryParam("ticket");
        boolean ticketed = credential == Credential.TICKET || credential == Credential.SESSION_TICKET;
        if (!ticketed || text == null) {
            return Optional.empty();
        }
        String field = credential == Credential.TICKET ? "session_id" : "conversation_id";
        Optional<Ticket> ticket = tickets.find(text).filter(found -> opens(found, context, field));
        if (ticket.isEmpty()) {
            throw new Refusal(Envelope.full(401, "The ticket is not valid.", false, Outcome.NOT_SIGNED_IN));
        }
        return ticket;
    }

    private static boolean opens(Ticket ticket, Context context, String field) {
        String chat =
                context.pathParamMap().getOrDefault("chat", ticket.dialog().value());
        String conversation = context.queryParam(field);
        return chat.equals(ticket.dialog().value())
                && (conversation == null
                        || conversation.equals(ticket.conversation().value()));
    }

    /** What the API key of a request is counted by; empty if the route asks for none. */
    static Optional<String> key(Context context, Credential credential) {
        List<String> words = words(context);
        boolean keyed = credential == Credential.API_KEY || credential == Credential.TICKET;
        return keyed && words.size() > 1 ? Optional.of(new Secret(words.get(1)).hash()) : Optional.empty();
    }

    /**
     * The sender, if the route asks for one, which a share token does not tell; refuses a request without a valid
     * credential.
     */
    Optional<Caller> caller(Context context, Credential credential) {
        List<String> words = words(context);
        return switch (credential) {
            case NONE, SHARE -> Optional.empty();
            case SESSION, SESSION_TICKET -> Optional.of(bySession(context, words));
            case API_KEY, TICKET -> Optional.of(byKey(context, words));
        };
    }

    /** The session token of a request, raw or as the second word. */
    static Optional<Secret> session(Context context) {
        List<String> words = words(context);
        return words.isEmpty() ? Optional.empty() : Optional.of(new Secret(words.getLast()));
    }

    /** What the share token of a request opens, if the route asks for one; refuses a request without a valid one. */
    Optional<Share> share(Context context, Credential credential) {
        if (credential != Credential.SHARE) {
            return Optional.empty();
        }
        List<String> words = words(context);
        if (words.isEmpty()) {
            throw new Refusal(Envelope.full(100, "`Authorization` can't be empty", null, Outcome.UNKNOWN_KEY));
        }
        if (words.size() != 2) {
            throw new Refusal(Envelope.error(102, "Authorization is not valid!\"", Outcome.UNKNOWN_KEY));
        }
        var secret = new Secret(words.get(1));
        guesses.beforeLookup(context, secret.hash());
        Optional<Share> share = authenticate.byShareToken(secret);
        count(context, secret, share.isPresent());
        return Optional.of(share.orElseThrow(() ->
                new Refusal(Envelope.error(102, "Authentication error: API key is invalid!\"", Outcome.UNKNOWN_KEY))));
    }

    private Caller bySession(Context context, List<String> words) {
        Optional<Caller> caller = Optional.empty();
        if (words.size() == 1 || words.size() == 2) {
            var secret = new Secret(words.getLast());
            guesses.beforeLookup(context, secret.hash());
            caller = authenticate.bySession(secret);
            if (caller.isEmpty() && words.size() == 2) {
                caller = authenticate.byApiToken(secret);
            }
            count(context, secret, caller.isPresent());
        }
        return caller.orElseThrow(() ->
                new Refusal(Envelope.full(401, "<Unauthorized '401: Unauthorized'>", null, Outcome.NOT_SIGNED_IN)));
    }

    private Caller byKey(Context context, List<String> words) {
        if (words.isEmpty()) {
            throw keyless("`Authorization` can't be empty");
        }
        if (words.size() < 2) {
            throw keyless("Please check your authorization format.");
        }
        var secret = new Secret(words.get(1));
        guesses.beforeLookup(context, secret.hash());
        Optional<Caller> caller = authenticate.byApiToken(secret);
        count(context, secret, caller.isPresent());
        return caller.orElseThrow(() -> new Refusal(
                Envelope.full(109, "Authentication error: API key is invalid!", false, Outcome.UNKNOWN_KEY)));
    }

    private void count(Context context, Secret secret, boolean found) {
        if (found) {
            guesses.found(secret.hash());
        } else {
            guesses.notFound(context);
        }
    }

    private Refusal keyless(String message) {
        return new Refusal(Envelope.full(profile.codeWithoutKey(), message, false, Outcome.UNKNOWN_KEY));
    }

    private static List<String> words(Context context) {
        String header = context.header("Authorization");
        return header == null ? List.of() : WORDS.splitToList(header);
    }
}
