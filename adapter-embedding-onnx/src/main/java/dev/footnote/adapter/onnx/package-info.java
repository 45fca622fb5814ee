/**
 * The built-in embedding model, run by ONNX Runtime, and the tokenizers that it and the clients count by. Nothing is
 * null.
 */
@NullMarked
package dev.footnote.adapter.onnx;

import org.jspecify.annotations.NullMarked;
