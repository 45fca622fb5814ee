package dev.footnote.application.knowledge;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.EmbeddingChange.Cancelled;
import dev.footnote.domain.knowledge.EmbeddingChange.Failed;
import dev.footnote.domain.knowledge.EmbeddingChange.Finished;
import dev.footnote.domain.knowledge.EmbeddingChange.Running;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelCatalog.EmbeddingEntry;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives knowledge bases another embedding model: all chunks are embedded anew into an index that is built beside the
 * one that is searched, and takes its place when it is whole. One knowledge base after the other, in the background.
 *
 * <p>What a dead process had begun is begun anew. The index says which model it has, so that after a crash between the
 * switch and the database the database is made to say the same.
 */
public final class ChangeEmbedding {

    private static final Logger log = LoggerFactory.getLogger(ChangeEmbedding.class);

    private final Ports ports;
    private final ManageKnowledgeBases bases;
    private final RepairIndex repair;
    private final AuditTrail trail;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("embedding-change").factory());
    private volatile boolean stopped;

    public ChangeEmbedding(Ports ports, ManageKnowledgeBases bases, RepairIndex repair) {
        this.ports = ports;
        this.bases = bases;
        this.repair = repair;
        this.trail = new AuditTrail(ports);
    }

    /** Takes up what a dead process left. */
    public void start() {
        ports.embeddingChanges().running().forEach(this::enqueue);
    }

    /** Breaks off and waits for that; what is unfinished is taken up by the next {@link #start}. */
    public void stop() {
        stopped = true;
        worker.close();
    }

    /**
     * Begins to change the model, which is tried out with a short text first.
     *
     * @param model by name
     * @return how far it is; finished at once if that is the model already
     * @throws NotFound if the caller may not use the knowledge base
     * @throws Forbidden if it is another tenant's, whose team the caller is in
     * @throws Invalid if the model is not configured
     * @throws Conflict if it is being changed to yet another model
     * @throws Upstream if the model or the index fails
     */
    public EmbeddingChange begin(Caller caller, KnowledgeBaseId id, String model) {
        KnowledgeBase base = own(caller, id);
        EmbeddingEntry entry =
                entry(base, model).orElseThrow(() -> new Invalid(Thing.EMBEDDING_MODEL, Problem.UNAVAILABLE, model));
        var change = new EmbeddingChange(
                id,
                base.tenant(),
                entry.name(),
                new Running(),
                0,
                base.size().chunks(),
                ports.clock().instant());
        Optional<EmbeddingChange> before = find(caller, id).filter(one -> one.state() instanceof Running);
        if (before.isPresent()) {
            return same(before.get(), change);
        }
        if (entry(base, IndexModel.of(ports.index(), base)).equals(Optional.of(entry))) {
            return change.at(change.total()).become(new Finished());
        }
        tryOut(entry);
        if (!trail.note(
                caller,
                Action.CHANGED,
                Thing.KNOWLEDGE_BASE,
                id.value(),
                () -> ports.embeddingChanges().begin(change))) {
            return find(caller, id)
                    .map(running -> same(running, change))
                    .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
        }
        enqueue(change);
        return change;
    }

    private static EmbeddingChange same(EmbeddingChange running, EmbeddingChange wanted) {
        if (!running.model().equals(wanted.model())) {
            throw new Conflict(Thing.KNOWLEDGE_BASE, Clash.EMBEDDING_CHANGES, running.model());
        }
        return running;
    }

    private static void tryOut(EmbeddingEntry entry) {
        try {
            entry.model().embed(EmbeddingModel.Purpose.PASSAGE, List.of(entry.name()));
        } catch (ModelException e) {
            throw new Upstream(Thing.EMBEDDING_MODEL, Fault.UNAVAILABLE, e);
        }
    }

    /**
     * As {@link ManageKnowledgeBases#update}, but where there are chunks another embedding model is only begun to be
     * changed to.
     */
    public KnowledgeBase update(Caller caller, KnowledgeBaseId id, UnaryOperator<KnowledgeBase.Settings> settings) {
        KnowledgeBase base = bases.find(caller, id);
        String before = base.settings().embeddingModel();
        String wanted = settings.apply(base.settings()).embeddingModel();
        if (base.size().chunks() == 0 || wanted.isEmpty() || wanted.equals(before)) {
            return bases.update(caller, id, settings);
        }
        KnowledgeBase after =
                bases.update(caller, id, old -> settings.apply(old).embeddedBy(old.embeddingModel()));
        begin(caller, id, wanted);
        return after;
    }

    /**
     * The last change.
     *
     * @return empty if the model was never changed since there were chunks
     * @throws NotFound if the caller may not use the knowledge base
     * @throws Forbidden if it is another tenant's, whose team the caller is in
     */
    public Optional<EmbeddingChange> find(Caller caller, KnowledgeBaseId id) {
        return ports.embeddingChanges().find(own(caller, id).tenant(), id);
    }

    /**
     * Stops a change; the model before stays.
     *
     * @return whether one was running, and has not switched yet
     * @throws NotFound if the caller may not use the knowledge base
     * @throws Forbidden if it is another tenant's, whose team the caller is in
     */
    public synchronized boolean cancel(Caller caller, KnowledgeBaseId id) {
        return find(caller, id)
                .filter(change -> ports.embeddingChanges().report(change.become(new Cancelled())))
                .isPresent();
    }

    private KnowledgeBase own(Caller caller, KnowledgeBaseId id) {
        KnowledgeBase base = bases.find(caller, id);
        if (!base.tenant().equals(caller.tenant())) {
            throw new Forbidden(Thing.KNOWLEDGE_BASE, id.value());
        }
        return base;
    }

    private Optional<EmbeddingEntry> entry(KnowledgeBase base, String model) {
        return ports.models().of(base.tenant()).embedding(model);
    }

    private void enqueue(EmbeddingChange change) {
        try {
            worker.execute(() -> work(change));
        } catch (RejectedExecutionException stopping) {
            log.info(
                    "The embedding of dataset {} is left for the next start",
                    change.knowledgeBase().value());
        }
    }

    private void work(EmbeddingChange change) {
        ports.background().enter();
        Optional<KnowledgeBase> base = ports.knowledgeBases().find(change.tenant(), change.knowledgeBase());
        if (stopped || base.isEmpty() || !ports.embeddingChanges().report(change.at(0))) {
            return;
        }
        try {
            if (ports.index().model(change.knowledgeBase()).equals(Optional.of(change.model()))) {
                adopt(change.at(change.total())); // it has switched, and died
                return;
            }
            var stored = new StoredChunks(ports, base.get(), change.model());
            if (embedAll(base.get(), stored, change)) {
                log.info("Dataset {} is embedded by {}", change.knowledgeBase().value(), change.model());
                repair.reconcile(base.get());
            }
        } catch (ModelException e) {
            fail(change, "The embedding model failed: " + e.getMessage());
        } catch (IndexException e) {
            fail(change, "The index cannot be written: " + e.getMessage());
        } catch (StoreException e) {
            log.warn(
                    "The embedding of {} waits for the next start",
                    change.knowledgeBase().value(),
                    e);
        } catch (RuntimeException e) {
            log.error("Dataset {} cannot be embedded", change.knowledgeBase().value(), e);
            fail(change, "An unexpected error stopped it. The log names the cause.");
        }
    }

    private boolean embedAll(KnowledgeBase base, StoredChunks stored, EmbeddingChange change) {
        try (var filling = new FillIndex(ports, base, stored)) {
            boolean whole = filling.fill(embedded ->
                    !stopped && ports.embeddingChanges().report(change.at(Math.min(embedded, change.total()))));
            return whole && take(filling, change.at(change.total()));
        }
    }

    /** Switches, unless it was cancelled: who cancels waits for this, or is first. */
    private synchronized boolean take(FillIndex filling, EmbeddingChange change) {
        if (!ports.embeddingChanges().report(change)) {
            return false;
        }
        filling.finish();
        adopt(change);
        return true;
    }

    private void adopt(EmbeddingChange change) {
        ports.transactions().inTransaction(() -> {
            ports.knowledgeBases().find(change.tenant(), change.knowledgeBase()).ifPresent(base -> {
                var changed = base.with(
                        base.settings().embeddedBy(change.model()),
                        ports.clock().instant());
                ports.knowledgeBases().save(changed);
            });
            return ports.embeddingChanges().report(change.become(new Finished()));
        });
    }

    private void fail(EmbeddingChange change, String reason) {
        log.warn(
                "The embedding of dataset {} failed: {}", change.knowledgeBase().value(), reason);
        ports.embeddingChanges().report(change.become(new Failed(reason)));
    }
}
