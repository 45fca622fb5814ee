package dev.footnote.app.wrong;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Wrong on purpose: an object made of what somebody sent. */
public record Thawed(InputStream sent) {

    Object object() throws IOException, ClassNotFoundException {
        return new ObjectInputStream(sent).readObject();
    }
}
