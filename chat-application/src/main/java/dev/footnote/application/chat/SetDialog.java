package dev.footnote.application.chat;

import dev.footnote.application.chat.ManageDialogs.Unused;
import dev.footnote.application.identity.AuditTrail;
import dev.footnote.application.knowledge.Names;
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
import dev.footnote.ports.Ports;

/**
 * Makes and changes dialogs for people who are still putting them together: a model or a knowledge base that is not
 * there is kept as it was named, and found missing when the dialog is asked. {@link ManageDialogs} is strict.
 */
public final class SetDialog {

    private final Ports ports;
    private final AuditTrail trail;

    public SetDialog(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /**
     * Makes a dialog. A name that is taken gets a number behind it; an empty model becomes the tenant's.
     *
     * @param unused what becomes of a required variable that the prompt does not use
     * @throws Conflict if knowledge bases of the caller have different embedding models; its subject names them
     * @throws Invalid if a required variable is not used and that is refused; its subject is the name
     */
    public Dialog create(Caller caller, Dialog.Settings settings, Unused unused) {
        check(caller, settings, unused);
        Dialog.Settings wanted = settings.model().isEmpty()
                ? settings.withModel(TenantModel.of(ports, caller).name())
                : settings;
        var now = ports.clock().instant();
        var id = new DialogId(ports.ids().next());
        while (true) {
            var dialog = new Dialog(id, caller.tenant(), wanted, now, now);
            if (ports.dialogs().add(dialog)) {
                return dialog;
            }
            wanted = wanted.named(Names.next(wanted.name()));
        }
    }

    /**
     * Replaces the settings; otherwise as {@link #create}.
     *
     * @throws NotFound if the dialog is not the caller's
     * @throws Conflict also if another dialog has the name
     */
    public Dialog change(Caller caller, DialogId id, Dialog.Settings settings, Unused unused) {
        Dialog dialog =
                ports.dialogs().find(caller.tenant(), id).orElseThrow(() -> new NotFound(Thing.DIALOG, id.value()));
        check(caller, settings, unused);
        Dialog changed = dialog.with(settings, ports.clock().instant());
        if (!trail.note(
                caller,
                Action.CHANGED,
                Thing.DIALOG,
                id.value(),
                () -> ports.dialogs().save(changed))) {
            throw new Conflict(Thing.DIALOG, Clash.NAME_TAKEN, settings.name());
        }
        return changed;
    }

    private void check(Caller caller, Dialog.Settings settings, Unused unused) {
        for (PromptVariable variable : settings.prompt().variables()) {
            if (unused == Unused.REFUSED
                    && !variable.optional()
                    && !settings.prompt().system().uses(variable.name())) {
                throw new Invalid(Thing.PROMPT_VARIABLE, Problem.UNUSED, variable.name());
            }
        }
        OwnKnowledgeBases.requireOneModel(
                OwnKnowledgeBases.of(ports.knowledgeBases(), caller, settings.knowledgeBases()));
    }
}
