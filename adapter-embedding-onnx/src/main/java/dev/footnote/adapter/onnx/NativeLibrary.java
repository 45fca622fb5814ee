package dev.footnote.adapter.onnx;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The library that runs the model: without this it would be unpacked anew at every start. */
final class NativeLibrary {

    private NativeLibrary() {}

    /** Says where the library lies, unless it is said already; does nothing on a system that has none. */
    static void prepare(Unpacked unpacked) throws IOException {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String property = "onnxruntime.native.%s.path".formatted(name);
            String resource = "/ai/onnxruntime/native/%s-%s/%s"
                    .formatted(mac ? "osx" : "linux", architecture, System.mapLibraryName(name));
            if (System.getProperty(property) == null && NativeLibrary.class.getResource(resource) != null) {
                System.setProperty(property, unpacked.file(resource).toString());
            }
        }
    }
}
