package dev.footnote.application;

import dev.footnote.application.chat.AnswerQuestion;
import dev.footnote.application.chat.AskKnowledge;
import dev.footnote.application.chat.CheckCitations;
import dev.footnote.application.chat.ChooseDocuments;
import dev.footnote.application.chat.ComposePrompt;
import dev.footnote.application.chat.ConversationLife;
import dev.footnote.application.chat.DrawMindMap;
import dev.footnote.application.chat.ExportConversation;
import dev.footnote.application.chat.FindBySettings;
import dev.footnote.application.chat.FindKnowledge;
import dev.footnote.application.chat.FollowContents;
import dev.footnote.application.chat.ManageConversations;
import dev.footnote.application.chat.ManageDialogs;
import dev.footnote.application.chat.RefineQuestion;
import dev.footnote.application.chat.ResumeTurn;
import dev.footnote.application.chat.RetrieveChunks;
import dev.footnote.application.chat.RunningTurns;
import dev.footnote.application.chat.SearchKnowledge;
import dev.footnote.application.chat.SetDialog;
import dev.footnote.application.chat.SharedChats;
import dev.footnote.application.chat.StopTurn;
import dev.footnote.application.chat.SuggestQuestions;
import dev.footnote.application.identity.AuditTrail;
import dev.footnote.application.identity.Authenticate;
import dev.footnote.application.identity.CountUsage;
import dev.footnote.application.identity.ManageApiTokens;
import dev.footnote.application.identity.ManageTeams;
import dev.footnote.application.identity.ManageUsers;
import dev.footnote.application.identity.SignIn;
import dev.footnote.application.identity.SignInElsewhere;
import dev.footnote.application.knowledge.AwaitDocuments;
import dev.footnote.application.knowledge.ChangeEmbedding;
import dev.footnote.application.knowledge.CheckEmbedding;
import dev.footnote.application.knowledge.CrawlPages;
import dev.footnote.application.knowledge.DrawDocuments;
import dev.footnote.application.knowledge.FindTags;
import dev.footnote.application.knowledge.IngestDocuments;
import dev.footnote.application.knowledge.LearnFiles;
import dev.footnote.application.knowledge.ManageAttachments;
import dev.footnote.application.knowledge.ManageChunks;
import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.application.knowledge.ManageKnowledgeBases;
import dev.footnote.application.knowledge.ManageMetadata;
import dev.footnote.application.knowledge.ManageTags;
import dev.footnote.application.knowledge.ReadFiles;
import dev.footnote.application.knowledge.RepairIndex;
import dev.footnote.application.model.ManageModels;
import dev.footnote.application.model.TenantModels;
import dev.footnote.application.search.ManageSearchApps;
import dev.footnote.application.search.SharedSearchApps;
import dev.footnote.application.system.LastModelCall;
import dev.footnote.application.system.ReportStatus;
import dev.footnote.domain.conversation.Activity;
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
        ManageAttachments manageAttachments,
        CheckEmbedding checkEmbedding,
        ChangeEmbedding changeEmbedding,
        DrawDocuments drawDocuments,
        ReadFiles readFiles,
        LearnFiles learnFiles,
        CrawlPages crawlPages,
        ManageTags manageTags,
        RetrieveChunks retrieveChunks,
        IngestDocuments ingestDocuments,
        RepairIndex repairIndex,
        SignIn signIn,
        SignInElsewhere signInElsewhere,
        Authenticate authenticate,
        ManageUsers manageUsers,
        ManageTeams manageTeams,
        ManageModels manageModels,
        ManageApiTokens manageApiTokens,
        CountUsage countUsage,
        AuditTrail auditTrail,
        ReportStatus reportStatus,
        SetDialog setDialog,
        SharedChats sharedChats,
        AskKnowledge askKnowledge,
        SuggestQuestions suggestQuestions,
        ManageSearchApps manageSearchApps,
        SharedSearchApps sharedSearchApps,
        DrawMindMap drawMindMap,
        RunningTurns runningTurns,
        ExportConversation exportConversation,
        CheckCitations checkCitations,
        ConversationLife conversationLife) {

    /**
     * Builds the use cases over the ports {@code given}. Nothing runs until {@link #start}.
     *
     * @param limits what an operator can set
     */
    public static ChatApplication over(Ports given, Limits limits) {
        var models = new TenantModels(given);
        Ports ports = given.with(models);
        var refine = new RefineQuestion();
        var running = new RunningTurns(ports.turns(), ports.clock(), limits.grace(), limits.readerPatience());
        var knowledge = new FindKnowledge(
                ports.models(),
                ports.index(),
                ports.chunks()::findAll,
                new FindTags(ports)::ofQuestion,
                ports.telemetry());
        var follow = new FollowContents(ports.documents(), ports.chunks());
        var choose = new ChooseDocuments(ports.documents(), ports.clock());
        var bySettings = new FindBySettings(refine, knowledge, choose);
        var searchApps = new ManageSearchApps(ports);
        var keys = new ManageApiTokens(ports);
        var ingest = new IngestDocuments(ports);
        var calls = new LastModelCall();
        var files = new ReadFiles(ports, limits.maxDocumentBytes());
        var answer = new AnswerQuestion(
                ports,
                running,
                refine,
                new SearchKnowledge(knowledge, ports.tokens(), choose, follow),
                new ComposePrompt(ports.tokens(), files),
                new AwaitDocuments(ports.documents(), ingest, limits.documentWait()),
                limits.maxMessages(),
                calls);
        var resume = new ResumeTurn(ports.turns(), running);
        var conversations = new ManageConversations(ports);
        var bases = new ManageKnowledgeBases(ports, ingest);
        var repair = new RepairIndex(ports);
        var chunks = new ManageChunks(ports);
        var documents = new ManageDocuments(ports, ingest, limits.maxDocumentBytes());
        return new ChatApplication(
                answer,
                resume,
                new StopTurn(ports.turns(), running),
                new ManageDialogs(ports, ingest),
                conversations,
                bases,
                documents,
                chunks,
                new ManageMetadata(ports),
                new ManageAttachments(ports, limits.maxDocumentBytes()),
                new CheckEmbedding(ports),
                new ChangeEmbedding(ports, bases, repair),
                new DrawDocuments(ports, documents),
                files,
                new LearnFiles(documents, ingest, limits.documentWait()),
                new CrawlPages(ports.pages(), bases, documents),
                new ManageTags(ports, chunks),
                new RetrieveChunks(ports, refine, knowledge, choose, follow),
                ingest,
                repair,
                new SignIn(ports),
                new SignInElsewhere(ports),
                new Authenticate(ports),
                new ManageUsers(ports, limits.registration(), models::forget),
                new ManageTeams(ports),
                new ManageModels(ports, models),
                keys,
                new CountUsage(ports),
                new AuditTrail(ports),
                new ReportStatus(ports.probes(), calls),
                new SetDialog(ports),
                new SharedChats(ports, answer, resume),
                new AskKnowledge(ports, bySettings),
                new SuggestQuestions(ports),
                searchApps,
                new SharedSearchApps(ports, searchApps, keys, bySettings),
                new DrawMindMap(ports, bySettings),
                running,
                new ExportConversation(conversations),
                new CheckCitations(ports.turns(), ports.documents(), ports.chunks()),
                new ConversationLife(
                        ports.conversations(),
                        ports.dialogs(),
                        ports.clock(),
                        limits.life().idle(),
                        limits.life().eraseAfter()));
    }

    /**
     * Ends the turns of a dead process and begins to ingest. Called once, before the first request; {@link RepairIndex}
     * can begin at any time after.
     */
    public void start() {
        runningTurns.interruptUnfinished();
        ingestDocuments.start();
        changeEmbedding.start();
    }

    /** Erases what was removed long enough ago, and files that no question came with. To be called once a day. */
    public void erase() {
        conversationLife.eraseRemoved();
        manageAttachments.eraseUnused();
    }

    /** Lets running turns finish for at most {@code patience}, then interrupts them; stops ingestion. */
    public void stop(Duration patience) {
        repairIndex.stop();
        changeEmbedding.stop();
        runningTurns.drain(patience);
        ingestDocuments.stop();
    }

    /**
     * What an operator can set.
     *
     * @param grace how long a turn goes on after its last reader left
     * @param maxDocumentBytes the largest document that can be uploaded
     * @param readerPatience how long a reader of an answer may take nothing before it is dropped
     * @param maxMessages how many messages a conversation may have; 0 for any number
     * @param documentWait how long a question waits for documents while there is nothing to answer it from
     * @param registration whether anybody can register
     */
    public record Limits(
            Duration grace,
            long maxDocumentBytes,
            Duration readerPatience,
            int maxMessages,
            Duration documentWait,
            Life life,
            boolean registration) {
        /** What holds where nothing is set. */
        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(15),
                128L << 20,
                Duration.ofSeconds(30),
                0,
                Duration.ofSeconds(30),
                Life.DEFAULT,
                true);

        /** These, and anybody can register. */
        public Limits(
                Duration grace,
                long maxDocumentBytes,
                Duration readerPatience,
                int maxMessages,
                Duration documentWait,
                Life life) {
            this(grace, maxDocumentBytes, readerPatience, maxMessages, documentWait, life, true);
        }

        /** These two, and for the rest what holds where nothing is set. */
        public Limits(Duration grace, long maxDocumentBytes) {
            this(
                    grace,
                    maxDocumentBytes,
                    DEFAULT.readerPatience(),
                    DEFAULT.maxMessages(),
                    DEFAULT.documentWait(),
                    DEFAULT.life());
        }
    }

    /**
     * How long things live.
     *
     * @param idle when a conversation that is not used is suspended and archived
     * @param eraseAfter how long after its removal a conversation is erased
     */
    public record Life(Activity.Idle idle, Duration eraseAfter) {
        /** What holds where nothing is set. */
        public static final Life DEFAULT = new Life(Activity.Idle.DEFAULT, Duration.ofDays(30));
    }
}
