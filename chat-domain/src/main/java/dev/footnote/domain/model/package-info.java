/**
 * Models that a tenant can bring along: who provides them, and how they are reached.
 *
 * <p>Begin with {@link dev.footnote.domain.model.OwnModel}. Nothing is null, all types are immutable.
 */
@NullMarked
package dev.footnote.domain.model;

import org.jspecify.annotations.NullMarked;
