package dev.footnote.ports.store;

import dev.footnote.domain.identity.Member;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import java.util.List;
import java.util.Optional;

/** Keeps who is in the team of which tenant. */
public interface MemberRepository {

    /** Adds {@code member}, whose user and tenant are there, unless the user is in the team; says whether it did. */
    boolean add(Member member);

    /** Replaces role and time; says whether the user is in the team. */
    boolean save(Member member);

    Optional<Member> find(TenantId tenant, UserId user);

    /** The team of a tenant, oldest first. */
    List<Member> ofTenant(TenantId tenant);

    /** The teams that a user is in, or invited to, oldest first. */
    List<Member> ofUser(UserId user);

    /** Removes the user from the team; says whether it was in it. */
    boolean remove(TenantId tenant, UserId user);
}
