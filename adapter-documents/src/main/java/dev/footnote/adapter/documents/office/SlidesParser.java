package dev.footnote.adapter.documents.office;

import dev.footnote.adapter.documents.text.Pieces;
import java.io.IOException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.xslf.usermodel.XMLSlideShow;

/** Reads PowerPoint presentations (.pptx) slide by slide. */
final class SlidesParser implements PackageParser {

    @Override
    public boolean parse(OPCPackage file, Pieces pieces) throws IOException {
        return Slides.push(new XMLSlideShow(file), pieces); // closing it would close the file, which is still needed
    }
}
