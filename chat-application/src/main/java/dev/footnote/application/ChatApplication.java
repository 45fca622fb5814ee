package dev.footnote.application;

import dev.footnote.application.chat.AnswerQuestion;
import dev.footnote.application.chat.ComposePrompt;
import dev.footnote.application.chat.ExportConversation;
import dev.footnote.application.chat.FindKnowledge;
import dev.footnote.application.chat.ManageConversations;
import dev.footnote.application.chat.ManageDialogs;
import dev.footnote.application.chat.RefineQuestion;
import dev.footnote.application.chat.ResumeTurn;
import dev.footnote.application.chat.RunningTurns;
import dev.footnote.application.chat.SearchKnowledge;
import dev.footnote.application.chat.StopTurn;
import dev.footnote.application.identity.Authenticate;
import dev.footnote.application.identity.ManageApiTokens;
import dev.footnote.application.identity.ManageUsers;
import dev.footnote.application.identity.SignIn;
import dev.footnote.application.knowledge.IngestDocuments;
import dev.footnote.application.knowledge.ManageChunks;
import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.application.knowledge.ManageKnowledgeBases;
import dev.footnote.application.knowledge.ManageMetadata;
import dev.footnote.application.knowledge.RetrieveChunks;
import dev.footnote.application.system.ReportStatus;
import dev.footnote.ports.Ports;
import java.time.Duration;

/** What the application provides: its use cases. */
public record ChatApplication(
        AnswerQuestion answerQuestion,
        ResumeTurn resumeTurn,
        StopTurn stopTurn,
        ManageDialogs manageDialogs,
        ManageConversations manageConversations,
        ManageKnowledgeBases manageKnowledgeBases,
        ManageDocuments manageDocuments,
        ManageChunks manageChunks,
        ManageMetadata manageMetadata,
        RetrieveChunks retrieveChunks,
        IngestDocuments ingestDocuments,
        SignIn signIn,
        Authenticate authenticate,
        ManageUsers manageUsers,
        ManageApiTokens manageApiTokens,
        ReportStatus reportStatus,
        RunningTurns runningTurns,
        ExportConversation exportConversation) {

    /**
     * Builds the use cases over {@code ports}. Nothing runs until {@link #start}.
     *
     * @param limits what an operator can set
     */
    public static ChatApplication over(Ports ports, Limits limits) {
        var running = new RunningTurns(ports.turns(), ports.clock(), limits.grace());
        var knowledge = new FindKnowledge(ports.models(), ports.index());
        var ingest = new IngestDocuments(ports);
        var conversations = new ManageConversations(ports);
        return new ChatApplication(
                new AnswerQuestion(
                        ports,
                        running,
                        new RefineQuestion(),
                        new SearchKnowledge(knowledge, ports.tokens()),
                        new ComposePrompt(ports.tokens())),
                new ResumeTurn(ports.turns(), running),
                new StopTurn(ports.turns(), running),
                new ManageDialogs(ports),
                conversations,
                new ManageKnowledgeBases(ports, ingest),
                new ManageDocuments(ports, ingest, limits.maxDocumentBytes()),
                new ManageChunks(ports),
                new ManageMetadata(ports),
                new RetrieveChunks(ports, knowledge),
                ingest,
                new SignIn(ports),
                new Authenticate(ports),
                new ManageUsers(ports),
                new ManageApiTokens(ports),
                new ReportStatus(ports.probes()),
                running,
                new ExportConversation(conversations));
    }

    /** Ends the turns of a dead process and begins to ingest. Called once, before the first request. */
    public void start() {
        runningTurns.interruptUnfinished();
        ingestDocuments.start();
    }

    /** Lets running turns finish for at most {@code patience}, then interrupts them; stops ingestion. */
    public void stop(Duration patience) {
        runningTurns.drain(patience);
        ingestDocuments.stop();
    }

    /**
     * What an operator can set.
     *
     * @param grace how long a turn goes on after its last reader left
     * @param maxDocumentBytes the largest document that can be uploaded
     */
    public record Limits(Duration grace, long maxDocumentBytes) {
        /** What holds where nothing is set. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(15), 128L << 20);
    }
}
