package dev.footnote.adapter.documents.markup;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the text between the tags, piece by piece. Neither entities nor definitions are loaded from elsewhere. */
public final class XmlParser implements FormatParser {

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        var texts = new Texts(pieces, budget);
        try (var in = Files.newInputStream(file)) {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true); // bounds what entities grow to
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.newSAXParser().parse(in, texts);
            return true;
        } catch (NoMoreWanted enough) {
            return false;
        } catch (UnreadableDocumentException e) {
            throw e;
        } catch (SAXException e) {
            throw new UnreadableDocumentException(
                    "This XML is not well-formed, or its entities grow too large: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser is not there", e);
        }
    }

    /** The only way to stop the reading. */
    private static final class NoMoreWanted extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Texts extends DefaultHandler {

        private final Pieces pieces;
        private final Budget budget;
        private final StringBuilder text = new StringBuilder();

        Texts(Pieces pieces, Budget budget) {
            this.pieces = pieces;
            this.budget = budget;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
            flush();
        }

        @Override
        public void endElement(String uri, String name, String qualified) throws SAXException {
            flush();
        }

        @Override
        public void characters(char[] characters, int start, int length) throws SAXException {
            budget.decoded(length);
            text.append(characters, start, length);
            if (text.length() > Pieces.MAX_LENGTH) {
                flush();
            }
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader("")); // whatever it refers to is empty
        }

        private void flush() throws SAXException {
            String found = text.toString().strip();
            text.setLength(0);
            if (!pieces.push(BLOCK, found)) {
                throw new NoMoreWanted();
            }
        }
    }
}
