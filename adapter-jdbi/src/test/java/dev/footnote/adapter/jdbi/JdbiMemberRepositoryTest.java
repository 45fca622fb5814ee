package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.MemberRepository;
import dev.footnote.ports.store.TenantRepository;
import dev.footnote.ports.store.UserRepository;
import dev.footnote.testkit.MemberRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiMemberRepositoryTest extends MemberRepositoryContract {

    private final Database database;

    JdbiMemberRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected MemberRepository members() {
        return new JdbiMemberRepository(database);
    }

    @Override
    protected UserRepository users() {
        return new JdbiUserRepository(database);
    }

    @Override
    protected TenantRepository tenants() {
        return new JdbiTenantRepository(database);
    }
}
