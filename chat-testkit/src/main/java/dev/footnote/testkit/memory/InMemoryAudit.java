package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.runtime.AuditLog;
import java.util.List;

record InMemoryAudit(InMemoryDatabase database) implements AuditLog {

    @Override
    public void add(AuditEntry entry) {
        database.with(() -> database.audit.put(database.audit.size(), entry) == null);
    }

    @Override
    public Page<AuditEntry> list(TenantId tenant, int offset, int limit) {
        return database.with(() -> {
            List<AuditEntry> all = List.copyOf(database.audit.values()).reversed().stream()
                    .filter(entry -> entry.tenant().equals(tenant))
                    .toList();
            return new Page<>(all.stream().skip(offset).limit(limit).toList(), all.size());
        });
    }
}
