package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/** Users and their sessions in PostgreSQL. */
public final class JdbiUserRepository implements UserRepository {

    private final Store store;

    public JdbiUserRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(User user) {
        return store.with(handle -> handle.createUpdate("""
                                insert into account
                                (id, email, email_key, nickname, avatar, language, colors, timezone,
                                password_hash, active, channel, created_at, updated_at)
                                values (:id, :email, :key, :nickname, :avatar, :language, :colors, :timezone,
                                :passwordHash, :active, :channel, :createdAt, :updatedAt)
                                on conflict (email_key) do nothing
                                """)
                        .bind("id", user.id().value())
                        .bind("email", user.email().value())
                        .bind("key", user.email().key())
                        .bind("nickname", user.nickname())
                        .bind("avatar", user.profile().avatar().orElse(null))
                        .bind("language", user.profile().language())
                        .bind("colors", user.profile().colors())
                        .bind("timezone", user.profile().timezone())
                        .bind("passwordHash", user.passwordHash().orElse(null))
                        .bind("active", user.active())
                        .bind("channel", user.channel())
                        .bind("createdAt", user.createdAt())
                        .bind("updatedAt", user.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public Optional<User> find(UserId id) {
        return findAll(Set.of(id)).stream().findFirst();
    }

    @Override
    public List<User> findAll(Set<UserId> ids) {
        return store.with(handle -> handle.createQuery("select a.* from account a where a.id = any(:ids)")
                .bindArray("ids", String.class, ids.stream().map(UserId::value).toList())
                .map(JdbiUserRepository::user)
                .list());
    }

    @Override
    public boolean save(User user) {
        return store.with(handle -> handle.createUpdate("""
                                update account
                                set nickname = :nickname, avatar = :avatar, language = :language, colors = :colors,
                                timezone = :timezone, password_hash = :passwordHash, updated_at = :updatedAt
                                where id = :id
                                """)
                        .bind("id", user.id().value())
                        .bind("nickname", user.nickname())
                        .bind("avatar", user.profile().avatar().orElse(null))
                        .bind("language", user.profile().language())
                        .bind("colors", user.profile().colors())
                        .bind("timezone", user.profile().timezone())
                        .bind("passwordHash", user.passwordHash().orElse(null))
                        .bind("updatedAt", user.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public Optional<User> findByEmail(Email email) {
        return store.with(handle -> handle.createQuery("""
                        select a.* from account a where a.email_key = :key
                        """)
                .bind("key", email.key())
                .map(JdbiUserRepository::user)
                .findOne());
    }

    @Override
    public void addSession(UserId user, String hash, Instant at) {
        store.with(handle -> handle.createUpdate(
                        "insert into account_session (hash, account_id, created_at) values (:hash, :user, :at)")
                .bind("hash", hash)
                .bind("user", user.value())
                .bind("at", at)
                .execute());
    }

    @Override
    public Optional<User> findBySession(String hash) {
        return store.with(handle -> handle.createQuery("""
                        select a.* from account_session s join account a on a.id = s.account_id
                        where s.hash = :hash and a.active
                        """)
                .bind("hash", hash)
                .map(JdbiUserRepository::user)
                .findOne());
    }

    @Override
    public boolean removeSession(String hash) {
        return store.with(handle -> handle.createUpdate("delete from account_session where hash = :hash")
                        .bind("hash", hash)
                        .execute())
                > 0;
    }

    @Override
    public void removeSessionsBut(UserId user, String kept) {
        store.with(
                handle -> handle.createUpdate("delete from account_session where account_id = :user and hash <> :kept")
                        .bind("user", user.value())
                        .bind("kept", kept)
                        .execute());
    }

    private static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                new UserId(row.getString("id")),
                new Email(row.getString("email")),
                row.getString("nickname"),
                new User.Profile(
                        Optional.ofNullable(row.getString("avatar")),
                        row.getString("language"),
                        row.getString("colors"),
                        row.getString("timezone")),
                Optional.ofNullable(row.getString("password_hash")),
                row.getBoolean("active"),
                row.getString("channel"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
