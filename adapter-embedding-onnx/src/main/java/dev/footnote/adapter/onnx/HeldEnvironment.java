package dev.footnote.adapter.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.footnote.ports.model.ModelException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the runtime has in common for all sessions until this is closed. The runtime itself frees it as soon as
 * the JVM begins to end, and the JVM crashes if a session is just being made then (onnxruntime 1.29). It counts who
 * holds it, but lets only itself do so; hence the reflection.
 */
final class HeldEnvironment implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HeldEnvironment.class);
    private static final int WARNING = 2;

    private final long runtime;
    private final long held;

    private HeldEnvironment(long runtime, long held) {
        this.runtime = runtime;
        this.held = held;
    }

    /** @throws ModelException.Unavailable if the runtime is not the one that this was written for */
    static HeldEnvironment hold() {
        try {
            Class<?> loader = Class.forName("ai.onnxruntime.OnnxRuntime");
            Method load = loader.getDeclaredMethod("init");
            load.setAccessible(true);
            load.invoke(null);
            Field handle = loader.getDeclaredField("ortApiHandle");
            handle.setAccessible(true);
            long runtime = handle.getLong(null);
            Object held = environment("createHandle", long.class, int.class, String.class)
                    .invoke(null, runtime, WARNING, "footnote");
            return new HeldEnvironment(runtime, (long) Objects.requireNonNull(held));
        } catch (ReflectiveOperationException e) {
            throw new ModelException.Unavailable("the runtime of the embedding model cannot be held", e);
        }
    }

    private static Method environment(String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = OrtEnvironment.class.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    @Override
    public void close() {
        try {
            environment("close", long.class, long.class).invoke(null, runtime, held);
        } catch (ReflectiveOperationException e) {
            log.warn("The runtime of the embedding model was not given up", e);
        }
    }
}
