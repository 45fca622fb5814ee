/**
 * Models that tenants bring along: {@link dev.footnote.application.model.ManageModels} keeps them,
 * {@link dev.footnote.application.model.TenantModels} finds them; {@link dev.footnote.application.model.Aside} runs a
 * short errand for one of them. Nothing is null; safe for use by several threads.
 */
@NullMarked
package dev.footnote.application.model;

import org.jspecify.annotations.NullMarked;
