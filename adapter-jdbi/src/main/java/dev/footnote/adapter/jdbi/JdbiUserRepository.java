package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.UserRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
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
                                (id, email, email_key, nickname, password_hash, active, created_at, updated_at)
                                values (:id, :email, :key, :nickname, :passwordHash, :active, :createdAt, :updatedAt)
                                on conflict (email_key) do nothing
                                """)
                        .bind("id", user.id().value())
                        .bind("email", user.email().value())
                        .bind("key", user.email().key())
                        .bind("nickname", user.nickname())
                        .bind("passwordHash", user.passwordHash().orElse(null))
                        .bind("active", user.active())
                        .bind("createdAt", user.createdAt())
                        .bind("updatedAt", user.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public Optional<User> find(UserId id) {
        return store.with(handle -> handle.createQuery("""
                        select id, email, nickname, password_hash, active, created_at, updated_at
                        from account where id = :id
                        """)
                .bind("id", id.value())
                .map(JdbiUserRepository::user)
                .findOne());
    }

    @Override
    public Optional<User> findByEmail(Email email) {
        return store.with(handle -> handle.createQuery("""
                        select id, email, nickname, password_hash, active, created_at, updated_at
                        from account where email_key = :key
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
                        select a.id, email, nickname, password_hash, active, a.created_at, updated_at
                        from account_session s join account a on a.id = s.account_id
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

    private static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                new UserId(row.getString("id")),
                new Email(row.getString("email")),
                row.getString("nickname"),
                Optional.ofNullable(row.getString("password_hash")),
                row.getBoolean("active"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
