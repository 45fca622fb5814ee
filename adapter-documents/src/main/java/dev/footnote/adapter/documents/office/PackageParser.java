package dev.footnote.adapter.documents.office;

import dev.footnote.adapter.documents.text.Pieces;
import java.io.IOException;
import org.apache.poi.openxml4j.opc.OPCPackage;

/** Finds the text in one kind of Office Open XML file. */
interface PackageParser {

    /** Pushes the text of {@code file}; {@code false} if no more was wanted. */
    boolean parse(OPCPackage file, Pieces pieces) throws IOException;
}
