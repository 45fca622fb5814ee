package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.MemberRepository;
import dev.footnote.ports.store.StoreException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

record InMemoryMembers(InMemoryDatabase database) implements MemberRepository {

    @Override
    public boolean add(Member member) {
        return database.with(() -> {
            if (!database.users.containsKey(member.user()) || !database.tenants.containsKey(member.tenant())) {
                throw new StoreException("there is no such user or tenant", null);
            }
            return database.members.putIfAbsent(Key.of(member), member) == null;
        });
    }

    @Override
    public boolean save(Member member) {
        return database.with(() -> database.members.computeIfPresent(
                        Key.of(member), (key, known) -> known.with(member.role(), member.updatedAt()))
                != null);
    }

    @Override
    public Optional<Member> find(TenantId tenant, UserId user) {
        return database.with(() -> Optional.ofNullable(database.members.get(new Key(tenant, user))));
    }

    @Override
    public List<Member> ofTenant(TenantId tenant) {
        return those(member -> member.tenant().equals(tenant));
    }

    @Override
    public List<Member> ofUser(UserId user) {
        return those(member -> member.user().equals(user));
    }

    private List<Member> those(Predicate<Member> chosen) {
        return database.with(() -> database.members.values().stream()
                .filter(chosen)
                .sorted(Comparator.comparing(Member::updatedAt).thenComparing(Member::id))
                .toList());
    }

    @Override
    public boolean remove(TenantId tenant, UserId user) {
        return database.with(() -> database.members.remove(new Key(tenant, user)) != null);
    }

    record Key(TenantId tenant, UserId user) {

        static Key of(Member member) {
            return new Key(member.tenant(), member.user());
        }
    }
}
