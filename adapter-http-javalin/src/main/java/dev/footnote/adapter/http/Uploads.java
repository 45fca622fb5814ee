package dev.footnote.adapter.http;

import dev.footnote.application.knowledge.ManageDocuments;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.stream.ByteSource;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Files that a request brought, and what became of them.
 *
 * @param errors a line for each file that was not stored
 * @param outcome what kind of failure the last of these was
 */
record Uploads(List<Document> stored, List<String> errors, Outcome outcome) {

    private static final int MAX_NAME_BYTES = 255;

    Uploads {
        stored = List.copyOf(stored);
        errors = List.copyOf(errors);
    }

    /** The files of a request; {@code refuse} words why there are none that can be stored. */
    static List<UploadedFile> files(Call call, Function<String, Refusal> refuse) {
        List<UploadedFile> files =
                call.context().isMultipartFormData() ? call.context().uploadedFiles("file") : List.of();
        if (files.isEmpty()) {
            throw refuse.apply("No file part!");
        }
        if (files.stream().anyMatch(file -> file.filename().isBlank())) {
            throw refuse.apply("No file selected!");
        }
        if (files.stream().anyMatch(file -> tooLong(file.filename()))) {
            throw refuse.apply("File name must be 255 bytes or less.");
        }
        return files;
    }

    /** Whether a document cannot have this name. */
    static boolean tooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES;
    }

    /** Stores those of {@code files} that can be. */
    static Uploads store(ManageDocuments documents, Caller caller, KnowledgeBaseId base, List<UploadedFile> files) {
        var stored = new ArrayList<Document>();
        var errors = new ArrayList<String>();
        Outcome outcome = Outcome.INVALID;
        for (UploadedFile file : files) {
            try (InputStream content = file.content()) {
                stored.add(documents.upload(caller, base, file.filename(), source(content)));
            } catch (ChatException.Invalid refused) {
                Envelope told = Failures.envelope(refused, Route.Wording.PLAIN);
                outcome = told.outcome();
                errors.add(file.filename() + ": " + told.body().get("message"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Uploads(stored, errors, outcome);
    }

    /** What {@code content} holds. */
    static ByteSource source(InputStream content) {
        return buffer -> {
            try {
                return content.read(buffer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
