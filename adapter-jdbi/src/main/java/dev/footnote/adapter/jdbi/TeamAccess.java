package dev.footnote.adapter.jdbi;

/** Which knowledge bases a tenant may use, as a condition in SQL. */
final class TeamAccess {

    private TeamAccess() {}

    /**
     * Those of the tenant itself, and those that other tenants let their teams use while its owner is in them.
     *
     * @param base the alias of the table {@code knowledge_base}
     * @param tenant what has the tenant's id, which is its owner's too
     */
    static String usable(String base, String tenant) {
        return """
                (%1$s.tenant_id = %2$s or (%1$s.settings ->> 'permission' = 'TEAM' and exists (
                    select from member m
                    where m.tenant_id = %1$s.tenant_id and m.account_id = %2$s and m.role = 'normal')))
                """.formatted(base, tenant);
    }
}
