package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.IdentityRepository;
import java.time.Instant;
import java.util.Optional;

/** Who users are by channels, in PostgreSQL. */
public final class JdbiIdentityRepository implements IdentityRepository {

    private final Store store;

    public JdbiIdentityRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(ForeignIdentity.Key key, UserId user, Instant at) {
        return store.with(handle -> handle.createUpdate("""
                                insert into identity (channel, subject, account_id, created_at)
                                values (:channel, :subject, :user, :at)
                                on conflict (channel, subject) do nothing
                                """)
                        .bind("channel", key.channel())
                        .bind("subject", key.subject())
                        .bind("user", user.value())
                        .bind("at", at)
                        .execute())
                > 0;
    }

    @Override
    public Optional<UserId> find(ForeignIdentity.Key key) {
        return store.with(handle -> handle.createQuery("""
                        select i.account_id from identity i
                        where i.channel = :channel and i.subject = :subject
                        """)
                .bind("channel", key.channel())
                .bind("subject", key.subject())
                .map((row, context) -> new UserId(row.getString("account_id")))
                .findOne());
    }

    @Override
    public boolean use(String hash, Instant now, Instant until) {
        return store.with(handle -> {
            handle.createUpdate("delete from used_departure where until < :now")
                    .bind("now", now)
                    .execute();
            return handle.createUpdate("""
                                    insert into used_departure (hash, until) values (:hash, :until)
                                    on conflict (hash) do nothing
                                    """)
                            .bind("hash", hash)
                            .bind("until", until)
                            .execute()
                    > 0;
        });
    }
}
