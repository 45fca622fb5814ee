package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.Member.Role;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.MemberRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Teams in PostgreSQL. */
public final class JdbiMemberRepository implements MemberRepository {

    private final Store store;

    public JdbiMemberRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(Member member) {
        return store.with(handle -> handle.createUpdate("""
                                insert into member (id, tenant_id, account_id, role, updated_at)
                                values (:id, :tenant, :user, :role, :updatedAt)
                                on conflict (tenant_id, account_id) do nothing
                                """)
                        .bind("id", member.id())
                        .bind("tenant", member.tenant().value())
                        .bind("user", member.user().value())
                        .bind("role", text(member.role()))
                        .bind("updatedAt", member.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean save(Member member) {
        return store.with(handle -> handle.createUpdate("""
                                update member set role = :role, updated_at = :updatedAt
                                where tenant_id = :tenant and account_id = :user
                                """)
                        .bind("tenant", member.tenant().value())
                        .bind("user", member.user().value())
                        .bind("role", text(member.role()))
                        .bind("updatedAt", member.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public Optional<Member> find(TenantId tenant, UserId user) {
        return store.with(handle -> handle.createQuery("""
                        select id, tenant_id, account_id, role, updated_at from member
                        where tenant_id = :tenant and account_id = :user
                        """)
                .bind("tenant", tenant.value())
                .bind("user", user.value())
                .map(JdbiMemberRepository::member)
                .findOne());
    }

    @Override
    public List<Member> ofTenant(TenantId tenant) {
        return store.with(handle -> handle.createQuery("""
                        select id, tenant_id, account_id, role, updated_at from member
                        where tenant_id = :tenant order by updated_at, id
                        """)
                .bind("tenant", tenant.value())
                .map(JdbiMemberRepository::member)
                .list());
    }

    @Override
    public List<Member> ofUser(UserId user) {
        return store.with(handle -> handle.createQuery("""
                        select id, tenant_id, account_id, role, updated_at from member
                        where account_id = :user order by updated_at, id
                        """)
                .bind("user", user.value())
                .map(JdbiMemberRepository::member)
                .list());
    }

    @Override
    public boolean remove(TenantId tenant, UserId user) {
        return store.with(handle -> handle.createUpdate(
                                "delete from member where tenant_id = :tenant and account_id = :user")
                        .bind("tenant", tenant.value())
                        .bind("user", user.value())
                        .execute())
                > 0;
    }

    private static String text(Role role) {
        return switch (role) {
            case NORMAL -> "normal";
            case INVITED -> "invited";
        };
    }

    private static Member member(ResultSet row, StatementContext context) throws SQLException {
        Role role = switch (row.getString("role")) {
            case "normal" -> Role.NORMAL;
            case "invited" -> Role.INVITED;
            default -> throw new IllegalStateException("no role: " + row.getString("role"));
        };
        return new Member(
                row.getString("id"),
                new TenantId(row.getString("tenant_id")),
                new UserId(row.getString("account_id")),
                role,
                Columns.instant(row, "updated_at"));
    }
}
