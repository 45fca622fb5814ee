package dev.footnote.application.chat;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.application.knowledge.IngestDocuments;
import dev.footnote.application.knowledge.OwnKnowledgeBases;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog;
import java.util.List;

/** Chat assistants: create, find, list, change, remove. */
public final class ManageDialogs {

    private final Ports ports;
    private final IngestDocuments ingest;
    private final AuditTrail trail;

    public ManageDialogs(Ports ports, IngestDocuments ingest) {
        this.ports = ports;
        this.ingest = ingest;
        this.trail = new AuditTrail(ports);
    }

    /**
     * Makes a dialog. Of a knowledge base without parsed documents all are queued to be parsed.
     *
     * @throws NotFound if a knowledge base is not the caller's; its subject is the id
     * @throws Conflict if the name is taken, or the knowledge bases have different embedding models
     * @throws Invalid if a required variable is not used by the prompt, or a model is not configured
     */
    public Dialog create(Caller caller, Dialog.Settings settings) {
        return create(caller, settings, Unused.REFUSED);
    }

    /** Makes a dialog as {@link #create(Caller, Dialog.Settings)} does, but for variables that are not used. */
    public Dialog create(Caller caller, Dialog.Settings settings, Unused unused) {
        List<KnowledgeBase> bases = check(caller, settings, unused);
        var now = ports.clock().instant();
        var dialog = new Dialog(new DialogId(ports.ids().next()), caller.tenant(), settings, now, now);
        if (!ports.dialogs().add(dialog)) {
            throw new Conflict(Thing.DIALOG, Clash.NAME_TAKEN, settings.name());
        }
        parseIn(bases);
        return dialog;
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the dialog is not the caller's
     */
    public Dialog find(Caller caller, DialogId id) {
        return ports.dialogs().find(caller.tenant(), id).orElseThrow(() -> new NotFound(Thing.DIALOG, id.value()));
    }

    public Page<Dialog> list(Caller caller, Listing listing) {
        return ports.dialogs().list(caller.tenant(), listing);
    }

    /** Replaces the settings; fails as {@link #create} and {@link #find} do. */
    public Dialog change(Caller caller, DialogId id, Dialog.Settings settings) {
        return change(caller, id, settings, Unused.REFUSED);
    }

    /**
     * Replaces the settings, but for variables that are not used as {@link #change(Caller, DialogId, Dialog.Settings)}.
     */
    public Dialog change(Caller caller, DialogId id, Dialog.Settings settings, Unused unused) {
        Dialog dialog = find(caller, id);
        List<KnowledgeBase> bases = check(caller, settings, unused);
        Dialog changed = dialog.with(settings, ports.clock().instant());
        if (!trail.note(
                caller,
                Action.CHANGED,
                Thing.DIALOG,
                id.value(),
                () -> ports.dialogs().save(changed))) {
            throw new Conflict(Thing.DIALOG, Clash.NAME_TAKEN, settings.name());
        }
        parseIn(bases);
        return changed;
    }

    /** Removes it; says whether it was there. */
    public boolean remove(Caller caller, DialogId id) {
        return trail.note(
                caller,
                Action.REMOVED,
                Thing.DIALOG,
                id.value(),
                () -> ports.dialogs().remove(caller.tenant(), id));
    }

    /** Whether the caller's tenant had it and removed it. */
    public boolean removed(Caller caller, DialogId id) {
        return ports.dialogs().removed(caller.tenant(), id);
    }

    private void parseIn(List<KnowledgeBase> bases) {
        bases.stream().filter(base -> base.size().chunks() == 0).forEach(ingest::offerUploaded);
    }

    /** The knowledge bases, if all is well. */
    private List<KnowledgeBase> check(Caller caller, Dialog.Settings settings, Unused unused) {
        var ids = settings.knowledgeBases();
        List<KnowledgeBase> found = OwnKnowledgeBases.all(ports.knowledgeBases(), caller, ids);
        OwnKnowledgeBases.requireOneModel(found);
        ModelCatalog models = ports.models().of(caller.tenant());
        if (models.chat(settings.model()).isEmpty()) {
            throw new Invalid(Thing.CHAT_MODEL, Problem.UNAVAILABLE, settings.model());
        }
        if (!settings.reranker().isBlank()
                && models.reranker(settings.reranker()).isEmpty()) {
            throw new Invalid(Thing.RERANKER, Problem.UNAVAILABLE, settings.reranker());
        }
        for (PromptVariable variable : settings.prompt().variables()) {
            if (unused == Unused.REFUSED
                    && !variable.optional()
                    && !settings.prompt().system().uses(variable.name())) {
                throw new Invalid(Thing.PROMPT_VARIABLE, Problem.UNUSED, variable.name());
            }
        }
        return found;
    }

    /** What becomes of a required variable that the prompt does not use. */
    public enum Unused {
        ACCEPTED,
        REFUSED
    }
}
