package dev.footnote.adapter.documents.markup;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.PLAIN;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.Embedded;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.Unreadable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jsoup.Jsoup;

/** Reads a mail: who wrote what to whom, the text, and what is attached. Of a text in two forms, the plain one. */
public final class MailParser implements FormatParser {

    private static final List<String> SHOWN = List.of("Subject", "From", "To", "Cc", "Date");

    private final Embedded attachments;

    public MailParser(Embedded attachments) {
        this.attachments = attachments;
    }

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        var builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        try (InputStream in = Files.newInputStream(file)) {
            Message mail = builder.parseMessage(in);
            try {
                return mail(mail, pieces, budget);
            } finally {
                mail.dispose();
            }
        } catch (MimeIOException e) {
            throw Unreadable.damaged("mail", e);
        }
    }

    private boolean mail(Message mail, Pieces pieces, Budget budget) throws IOException {
        String header = SHOWN.stream()
                .map(name -> Optional.ofNullable(mail.getHeader().getField(name)))
                .flatMap(Optional::stream)
                .map(field -> field.getName() + ": " + decoded(field))
                .collect(Collectors.joining("\n"));
        return pieces.push(BLOCK, header) && entity(mail, pieces, budget);
    }

    private static String decoded(Field field) {
        return DecoderUtil.decodeEncodedWords(field.getBody(), DecodeMonitor.SILENT)
                .strip();
    }

    private boolean entity(Entity entity, Pieces pieces, Budget budget) throws IOException {
        budget.enter();
        try {
            Body body = entity.getBody();
            return switch (body) {
                case Message inner -> mail(inner, pieces, budget);
                case Multipart parts
                when "alternative".equals(parts.getSubType()) -> alternative(parts, pieces, budget);
                case Multipart parts -> all(parts, pieces, budget);
                case TextBody text when entity.getFilename() == null -> text(entity, text, pieces);
                case TextBody text -> attached(entity, text.getInputStream(), pieces, budget);
                case BinaryBody bytes -> attached(entity, bytes.getInputStream(), pieces, budget);
                case null, default -> true;
            };
        } finally {
            budget.leave();
        }
    }

    private boolean all(Multipart parts, Pieces pieces, Budget budget) throws IOException {
        for (Entity part : parts.getBodyParts()) {
            if (!entity(part, pieces, budget)) {
                return false;
            }
        }
        return true;
    }

    private boolean alternative(Multipart parts, Pieces pieces, Budget budget) throws IOException {
        Optional<Entity> plain = parts.getBodyParts().stream()
                .filter(part -> "text/plain".equals(part.getMimeType()))
                .findFirst();
        return plain.isPresent() ? entity(plain.get(), pieces, budget) : all(parts, pieces, budget);
    }

    private static boolean text(Entity entity, TextBody text, Pieces pieces) throws IOException {
        try (var reader = new BufferedReader(text.getReader())) {
            String content = reader.lines().collect(Collectors.joining("\n"));
            return "text/html".equals(entity.getMimeType())
                    ? HtmlBlocks.push(Jsoup.parse(content).body(), pieces)
                    : pieces.push(PLAIN, content);
        }
    }

    private boolean attached(Entity entity, InputStream bytes, Pieces pieces, Budget budget) throws IOException {
        try (bytes) {
            String name = entity.getFilename();
            return attachments.parse(name == null ? "attachment" : name, bytes, pieces, budget);
        }
    }
}
